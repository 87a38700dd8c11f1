"""What follows from other fields of a result: working days from two dates, a distance from steps,
what a review says from its stars, what a mail says from its subject. Each rule names the words of
the fields it needs; values that were given stay."""

import re
import zlib
from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

from studio.record import Json
from studio.resources import cities, moments
from studio.resources.nouns import words

Mend = Callable[[dict[str, Any], Collection[str]], None]


def mending(names: tuple[str, ...]) -> tuple[Mend, ...]:
    """The rules that have something to say about an object with such fields."""
    parts = {word for name in names for word in words(name)}
    joined = {" ".join(words(name)) for name in names}
    asked = (
        (parts & {"working", "business", "nights"} and "end date" in joined, _spanned),
        (parts & {"nights"} and "check out" in joined, _spanned),
        ("steps" in joined and "distance km" in joined, _walked),
        ({"asleep", "woke"} <= parts, _slept),
        (parts & {"position"} and parts & {"length"}, _queued),
        (joined & {"text", "comment", "review"} and joined & {"stars", "rating"}, _reviewed),
        ({"role", "department"} <= joined, _employed),
        ("subject" in joined and joined & _MAIL, _written),
        (joined & {"body", "text", "content"} and joined & {"preview", "snippet"}, _shortened),
        (joined & _PHONES and joined & _PLACES, _reached),
        ({"name", "sizes"} <= joined, _fitted),
        (joined & {"available", "in stock"} and parts & {"restock", "left", "pieces"}, _stocked),
    )
    return tuple(mend for wanted, mend in asked if wanted)


def _named(found: dict[str, Any], *phrases: str) -> str:
    """The first field whose name is one of the phrases; empty for none."""
    by_words = {" ".join(words(name)): name for name in found}
    return next((by_words[phrase] for phrase in phrases if phrase in by_words), "")


def _number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _seed(*values: Json) -> int:
    return zlib.crc32("\x1f".join(str(value) for value in values).encode())


def _spanned(found: dict[str, Any], given: Collection[str]) -> None:
    """Working days, or nights, between two dates."""
    first = moments.day(found.get(_named(found, "start date", "check in", "from date")))
    last = moments.day(found.get(_named(found, "end date", "check out", "to date")))
    if first is None or last is None or not 0 <= (last - first).days < 400:
        return
    span = (last - first).days
    for name, value in found.items():
        parts = {*words(name)}
        if name in given or not _number(value):
            continue
        if parts in ({"working", "days"}, {"business", "days"}):
            days = (first + timedelta(days=step) for step in range(span + 1))
            found[name] = sum(day.weekday() < 5 for day in days)
        elif parts == {"nights"}:
            found[name] = span


def _walked(found: dict[str, Any], given: Collection[str]) -> None:
    """A step is about three quarters of a metre."""
    steps, distance = _named(found, "steps"), _named(found, "distance km")
    if distance not in given and _number(found[steps]) and _number(found[distance]):
        found[distance] = round(found[steps] * 0.00075, 1)


def _slept(found: dict[str, Any], given: Collection[str]) -> None:
    """Not longer asleep than from falling asleep to waking up."""
    fell, woke = (
        next((v for n, v in found.items() if word in words(n) and isinstance(v, str)), "")
        for word in ("asleep", "woke")
    )
    if not (moments.CLOCK.fullmatch(fell) and moments.CLOCK.fullmatch(woke)):
        return
    total = (_minutes(woke) - _minutes(fell)) % 1440
    awake = found.get(_named(found, "times awake"), 1)
    asleep = _named(found, "minutes asleep", "asleep minutes")
    if asleep and asleep not in given:
        found[asleep] = max(0, total - 6 * (awake if isinstance(awake, int) else 1))


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:5])


def _queued(found: dict[str, Any], given: Collection[str]) -> None:
    """No place in a queue beyond its end."""
    length = next((n for n in found if words(n)[-1:] == ("length",)), "")
    place = next((n for n in found if "position" in words(n)), "")
    counted = length and place and _number(found[length]) and _number(found[place])
    if counted and found[place] > found[length]:
        free = length if length not in given else place
        found[free] = found[place] if free == length else found[length]


_GOOD = (
    *("Exactly as described.", "Better than I thought.", "Great value, would recommend."),
    *("Very happy with it.", "Would choose it again.", "Lives up to the good reviews."),
    *("No complaints at all.", "A pleasant surprise.", "Just what I was looking for."),
)
_FAIR = (
    *("Fine, nothing special.", "Good, but a little expensive.", "Does what it should, no more."),
    *("Mixed feelings, but all right in the end.", "Okay for the price."),
)
_POOR = (
    *("Not worth the money.", "I expected more.", "Disappointing, would not come back to it."),
    *("Not as described.", "Good idea, poorly done."),
)


def _reviewed(found: dict[str, Any], given: Collection[str]) -> None:
    """What a review says fits its stars."""
    text = _named(found, "text", "comment", "review")
    stars = found[_named(found, "stars", "rating")]
    if text in given or not _number(stars) or not isinstance(found[text], str) or stars > 5:
        return
    bank = _GOOD if stars >= 4 else _FAIR if stars >= 3 else _POOR
    if found[text] not in bank:
        found[text] = bank[_seed(found[text], *found.values()) % len(bank)]


_ROLES = {
    "engineering": "software engineer; data engineer; test engineer; engineering manager",
    "it": "system administrator; support engineer; software engineer",
    "product": "product manager; product designer; researcher",
    "design": "product designer; graphic designer", "finance": "accountant; controller; analyst",
    "sales": "sales representative; account manager; sales manager",
    "marketing": "marketing manager; content editor; campaign manager",
    "operations": "operations manager; logistics coordinator; office manager",
    "hr": "recruiter; people partner", "human_resources": "recruiter; people partner",
    "people": "recruiter; people partner", "legal": "lawyer; contract manager",
    "support": "support agent; team lead", "customer_service": "support agent; team lead",
    "care": "nurse; care assistant", "nursing": "nurse; head nurse", "data": "data analyst",
}  # fmt: skip


def _employed(found: dict[str, Any], given: Collection[str]) -> None:
    """A role there is in the department."""
    role, department = _named(found, "role"), _named(found, "department")
    if role in given or not isinstance(found[role], str) or not isinstance(found[department], str):
        return
    fitting = _ROLES.get("_".join(words(found[department])), "").split("; ")
    if fitting[0] and found[role] not in fitting:
        found[role] = fitting[_seed(*found.values()) % len(fitting)]


_MAIL = frozenset({"preview", "snippet", "body", "text", "content"})
_LETTERS = (
    (r"invoice|receipt|bill|payment", "Hello, please find the document attached."),
    (r"photo|picture", "Hello, here are the photos, I hope you like them."),
    (r"lunch|dinner|coffee|drinks", "Hi, does 12:30 still work for you?"),
    (r"thank", "Hello, I just wanted to say how much I appreciated it."),
    (r"agenda|meeting|call|workshop", "Hello, the points to discuss are below."),
    (r"contract|offer|proposal|quote", "Hello, the signed copy is attached."),
    (r"order|parcel|delivery|shipping", "Hello, your parcel is on its way."),
    (r"book|ticket|flight|trip|travel", "Hello, all the details are attached."),
)
_NEUTRAL = (
    "Hello, here is the latest on {q}.", "Hi, a short note about {q}; more tomorrow.",
    "Hello, do you have a minute to talk about {q}?", "Hi, some news about {q}, see below.",
    "Hello, could you have a look at {q} this week?", "Hi, the notes on {q} are attached.",
)  # fmt: skip
_SHORT = (
    "Hello, do you have a minute to talk about this today?", "Hi, here is what I know so far.",
    "Hello, could you have a look by Thursday?", "Hi, my notes are attached.",
    "Hello, there is some news, see below.", "Hi, short question, can you call me tomorrow?",
    "Hello, this is still open, could you check?", "Hi, let me know what you think.",
)  # fmt: skip
_MARKS = re.compile(r"^(?:(?:re|fwd?|update|question about)\s*:?\s+)+|:.*$", re.IGNORECASE)


def _written(found: dict[str, Any], given: Collection[str]) -> None:
    """What a mail says is about its subject, and greets nobody else."""
    subject = found[_named(found, "subject")]
    sender = _named(found, "sender", "from", "author")
    text = _named(found, "body", "text", "content", "preview", "snippet")
    if not isinstance(subject, str) or not sender or not isinstance(found[text], str):
        return
    if {name for name in found if " ".join(words(name)) in _MAIL} & {*given}:
        return
    seed = _seed(subject, found[sender])
    said = next((line for asked, line in _LETTERS if re.search(asked, subject, re.I)), "")
    if not said or seed % 3 == 0:
        topic = _topic(_MARKS.sub("", subject) or subject)
        bank = _NEUTRAL if topic[:1].islower() else _SHORT
        said = bank[seed % len(bank)].format(q=topic)
    found[text] = said


def _topic(text: str) -> str:
    """A subject inside a sentence: its first word small, unless it is a name or an acronym."""
    first, blank, rest = text.partition(" ")
    plain = first[:1].isupper() and first[1:].islower() and blank
    return f"{first.lower() if plain and first.lower() in _PLAIN else first}{blank}{rest}"


_PLAIN = frozenset(
    """the a an photos agenda lunch dinner question moving signed thank notes new your our my weekly
    monthly updated draft plan plans change changes next minutes feedback reminder receipt invoice
    contract order signed budget report offer ticket tickets""".split()
)


def _shortened(found: dict[str, Any], given: Collection[str]) -> None:
    """A preview is how the text begins."""
    text = _named(found, "body", "text", "content")
    short = _named(found, "preview", "snippet")
    if not isinstance(found[text], str) or not isinstance(found[short], str):
        return
    if short in given and text not in given:
        if not found[text].startswith(found[short].rstrip("….")):
            found[text] = found[short]
    elif short not in given:
        whole = found[text].replace("\n", " ")
        found[short] = whole if len(whole) < 100 else f"{whole[:90].rpartition(' ')[0]}…"


_PHONES = frozenset({"phone", "phone number", "telephone", "mobile"})
_PLACES = frozenset({"address", "city", "office", "location"})


def _reached(found: dict[str, Any], given: Collection[str]) -> None:
    """A phone number of the country of the address."""
    place = found[_named(found, "address", "city", "office", "location")]
    phone = _named(found, *_PHONES)
    city = cities.within(place) if isinstance(place, str) else ""
    if city and phone not in given and isinstance(found[phone], str):
        found[phone] = cities.phone(city, found[phone])


def _stocked(found: dict[str, Any], given: Collection[str]) -> None:
    """None left of what is out of stock."""
    flag = _named(found, "available", "in stock")
    if found[flag] is not False or flag not in found:
        return
    for name, value in found.items():
        left = {*words(name)} & {"left", "pieces", "stock"} and _number(value)
        if left and name not in given:
            found[name] = 0


_SHOES = frozenset("boot boots shoe shoes sneaker sneakers sandal sandals slipper slippers".split())
_CLOTHES = frozenset(
    """shirt tshirt jacket raincoat coat dress jumper sweater hoodie trousers jeans shorts skirt
    pullover cardigan vest leggings blouse socks gloves pyjamas""".split()
)


def _fitted(found: dict[str, Any], given: Collection[str]) -> None:
    """Shoes in numbers, clothes in letters; a kettle has no sizes."""
    sizes = found[_named(found, "sizes")]
    if not isinstance(sizes, list) or "sizes" in given or not isinstance(found["name"], str):
        return
    parts = {*words(found["name"])}
    if parts & _SHOES:
        kept = [size for size in sizes if str(size).isdigit()] or ["38", "40", "42"]
    elif parts & _CLOTHES:
        kept = [size for size in sizes if not str(size).isdigit()] or ["S", "M", "L"]
    else:
        kept = []
    found[_named(found, "sizes")] = kept
