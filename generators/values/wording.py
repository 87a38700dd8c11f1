"""Short texts, titles and searches that fit what a tool is about, from the rules in
`data/phrases.toml`, and common values of everyday words from `data/pools.toml`."""

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib.resources import files

from generators.meaning import singular, words
from generators.values import moments, people, places
from generators.values.world import World
from studio.record import Json

_SLOT = re.compile(r"\{(\w+)\}")

_DOMAIN_WORDS = {
    "calendar": "calendar event events meeting schedule appointment agenda invitation",
    "mail": "mail email emails inbox gmail draft newsletter_mail",
    "chat": "message messages sms chat slack whatsapp imessage text channel conversation",
    "tasks": "task tasks todo todos reminder reminders checklist trello asana",
    "notes": "note notes memo journal diary",
    "files": "file files folder drive storage upload pdf attachment documents document",
    "code": "repository repo commit branch pull issue issues code git github gitlab merge release",
    "support": "ticket support incident helpdesk complaint zendesk servicenow",
    "shop": "order orders product products cart shop store item items inventory purchase basket",
    "travel": "flight flights hotel hotels trip travel booking airline train bus rental itinerary",
    "music": "song songs playlist track tracks album artist music spotify",
    "video": "movie movies film video videos youtube theater tv show",
    "food": "recipe recipes restaurant restaurants food meal dish menu cuisine table delivery",
    "health": "patient health doctor medication symptom symptoms workout fitness exercise clinic",
    "finance": "bank account payment invoice transfer stock loan transaction transactions expense"
    " budget money",
    "home": "light lights thermostat smart lock alarm scene speaker appliance",
    "education": "course student lesson class school exam quiz assignment grade classroom learning"
    " flashcard flashcards",
    "news": "news article articles headline blog post",
    "social": "tweet post posts social follower hashtag instagram feed twitter",
    "jobs": "job jobs candidate resume recruiter vacancy applicant",
    "estate": "property house apartment listing rent tenant landlord lease",
    "cloud": "instance cluster bucket vm network server deployment cloud pipeline container"
    " kubernetes compute lambda ec2 s3 gateway backend database",
    "marketing": "campaign ad ads advertiser audience newsletter",
    "data": "query dataset report dashboard metric chart analytics bigquery",
    "maps": "map maps directions nearby places geocode",
}
_DOMAIN_OF = {word: key for key, text in _DOMAIN_WORDS.items() for word in text.split()}


@lru_cache(maxsize=16384)
def domain(tool_name: str, description: str) -> str:
    """What a tool is about: one of the domains of the phrase rules, "general" when unclear."""
    scores: dict[str, int] = {}
    for weight, text in ((3, tool_name), (1, description[:300])):
        for word in words(text):
            found = _DOMAIN_OF.get(word) or _DOMAIN_OF.get(singular(word))
            if found:
                scores[found] = scores.get(found, 0) + weight
    return max(scores, key=lambda key: scores[key]) if scores else "general"


_FORMS = ("title", "text", "query")


def _data(name: str) -> dict[str, Json]:
    text = (files("generators.values") / "data" / name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def pools() -> dict[str, tuple[str, ...]]:
    """Values by the word that names them."""
    return {
        key.replace("_", " ").strip(): tuple(value) for key, value in _data("pools.toml").items()
    }


@cache
def _rules() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Rule → its templates, each split into literal text and slots in turn."""
    found: dict[str, Iterable[str]] = {}
    for section, content in _data("phrases.toml").items():
        if section == "domain":
            for name, texts in content.items():
                found |= {
                    f"{name}.{key}" if key in _FORMS else key: value for key, value in texts.items()
                }
        elif section == "words":
            found |= content
        else:
            found |= {section if key == "rules" else key: value for key, value in content.items()}
    return {key: tuple(tuple(_SLOT.split(text)) for text in value) for key, value in found.items()}


def has(symbol: str) -> bool:
    """Whether there is such a rule."""
    return symbol in _rules()


def phrase(world: World, symbol: str) -> str:
    """One expansion of a rule."""
    parts = world.pick(_rules()[symbol])
    if len(parts) == 1:
        return parts[0]
    return "".join(_slot(world, part) if place % 2 else part for place, part in enumerate(parts))


def _slot(world: World, name: str) -> str:
    special = _SPECIAL.get(name)
    if special is not None:
        return special(world)
    if name.lower() == "work":
        text = world.recall("work", lambda: phrase(world, "work"))
        return text if name == "work" else text[:1].upper() + text[1:]
    if name in _rules():
        return phrase(world, name)
    text = phrase(world, name.lower())
    return text[:1].upper() + text[1:]


def _first(world: World) -> str:
    firsts, _ = people.names(world.pick(("US", "GB", "DE", "ES", "FR", "IT", "SE", "IN")))
    return world.pick(firsts)


def _addressee(world: World) -> str:
    """The person the call already speaks of, anybody otherwise."""
    met = world.memory.get("met")
    return met.first if met is not None else _first(world)


def _last(world: World) -> str:
    _, lasts = people.names(world.pick(("US", "GB", "DE", "ES", "FR", "IT", "SE", "IN")))
    return world.pick(lasts)


_SPECIAL: dict[str, Callable[[World], str]] = {
    "first": _first,
    "last": _last,
    "to": _addressee,
    "full": lambda world: f"{_first(world)} {_last(world)}",
    "city": lambda world: world.pick(places.cities()).name,
    "month": lambda world: world.pick(moments.MONTHS),
    "weekday": lambda world: world.pick(moments.WEEKDAYS[:5]),
    "year": lambda world: str(world.today.year + world.pick((-1, 0, 0, 1))),
    "number": lambda world: str(2 + int(world.rng.random() * 40)),
}


def special(world: World, slot: str) -> str:
    """What a slot of the world stands for: first, city, month, weekday, year, number, …"""
    return _SPECIAL[slot](world)


def text_for(world: World, about: str, form: str) -> str:
    """A title, text or query (`form`) for a domain."""
    symbol = f"{about}.{form}"
    found = phrase(world, symbol if has(symbol) else f"general.{form}")
    return found[:1].upper() + found[1:] if form in ("title", "text") else found


def pool(parts: tuple[str, ...]) -> tuple[str, ...] | None:
    """Common values for a name: the whole phrase first, then its last words, then the others."""
    known = pools()
    candidates = [" ".join(parts), " ".join(parts[-2:])]
    if parts[-1:] in (("name",), ("type",), ("names",), ("types",)):
        candidates += [parts[-2] if len(parts) > 1 else ""]
    candidates += [parts[-1] if parts else ""]
    for candidate in candidates:
        found = known.get(candidate) or known.get(singular(candidate))
        if found:
            return found
    return None
