"""Talk that needs no call: about what the tools do and take, and about nothing much.

Answers about tools are read off their schemas, so they are right by construction.
"""

from collections.abc import Sequence
from random import Random

from generators.language.choices import spoken
from generators.language.inflection import gerund
from generators.language.intent import meanings, properties
from generators.language.replies import purpose
from generators.language.words import listed
from generators.meaning import sayable
from studio.record import Tool

_WHAT_CAN = (
    "what can you do?",
    "What can you help me with?",
    "what are you able to do here?",
    "Hi, what kind of things can you do for me?",
    "I'm new here, what do you do?",
    "Can you give me an overview of what you can do?",
    "what tools do you have?",
    "Before I start: what can you help with?",
    "which tasks can you take off my hands?",
    "So what are you good at?",
    "Just curious, what could I ask you for?",
    "what do you know how to do?",
)
_I_CAN = (
    "I can {list}. Just tell me what you need.",
    "Quite a few things: I can {list}.",
    "With the tools I have, I can {list}.",
    "I can help you {list}.",
    "Among other things, I can {list}.",
    "You can ask me to {list}.",
    "Here's what I can do: {list}.",
    "I'm set up to {list}.",
)
_WHAT_NEED = (
    "what do you need from me to {vp}?",
    "What information do you need to {vp}?",
    "If I wanted you to {vp}, what would you have to know?",
    "what should I have ready before you {vp}?",
    "I don't want you to do it yet, but what would {doing} take?",
    "which details are required for {doing}?",
    "Later I may ask you to {vp}. What will you need?",
    "what do I have to give you for {doing}?",
    "Just asking, not now: what does {doing} need?",
    "how does {doing} work with you, what do I provide?",
)
_NEED = (
    "To {vp} I need {req}.{opt}",
    "For that I'd need {req}.{opt}",
    "Just {req}.{opt}",
    "You'd have to give me {req}.{opt}",
    "I need {req} for {doing}.{opt}",
    "It takes {req}.{opt}",
)
_OPTIONAL = (
    " {Opt} can be added.",
    " If you like, also {opt}.",
    " Optional: {opt}.",
    " You can add {opt} too.",
    "",
)
_NOTHING = (
    "Nothing at all: I can {vp} right away when you say so.",
    "No details needed for {doing}, just say the word.",
    "For {doing} I need nothing more than your word.",
    "I don't need anything from you to {vp}.",
    "No input at all. Tell me when, and I'll {vp}.",
    "Just ask, {doing} takes no details.",
    "That one is easy: I can {vp} without any further information.",
    "Nothing, really. Say so and I'll {vp}.",
    "There is nothing to prepare for {doing}.",
    "{Doing} works without any details.",
    "You don't have to provide anything: I'll {vp} whenever you like.",
    "None. I can {vp} as soon as you ask.",
)
_WHICH = (
    "which options are there for the {n} when {doing}?",
    "What can the {n} be when you {vp}?",
    "what {n} choices do I have for {doing}?",
    "Which values does the {n} take if you {vp}?",
    "for {doing}, what are the possible values of the {n}?",
    "before I decide: what can I pick for the {n} in {doing}?",
)
_THESE = (
    "You can choose between {list}.",
    "The {n} can be {list}.",
    "There's {list}.",
    "It can be {list}.",
    "The options are {list}.",
    "Pick any of these: {list}.",
)
_DONE = (
    "I just {done}",
    "I finally {done}",
    "Guess what, I {done}",
    "This morning I {done}",
    "Last night I {done}",
    "You won't believe it, I {done}",
    "So I {done} today",
    "Yesterday I {done}",
    "Over the weekend I {done}",
    "A minute ago I {done}",
)
_DEEDS = (
    ("finished a book about {topic}", "How was it?"),
    ("had the best {food} in ages", "That sounds delicious."),
    ("went for a long walk in the {weather}", "That must have been refreshing."),
    ("started learning about {topic}", "What a nice thing to learn."),
    ("tried to bake {food}", "I hope it turned out well."),
    ("had a long talk with {who} about {topic}", "Those talks can be the best part of a day."),
    ("missed the bus because of the {weather}", "Oh no, I hope the day got better from there."),
    ("beat {who} at chess", "Congratulations, well played!"),
    ("got a postcard from {who}", "How lovely, those have become rare."),
    ("ran five kilometres in the {weather}", "Well done!"),
    ("fixed the squeaky door with {who}", "That must be a relief."),
    ("planted tomatoes on the balcony with {who}", "I hope they do well."),
    ("lost my favourite umbrella to the {weather}", "What a pity."),
    ("gave a short talk about {topic}", "I hope it was well received."),
    ("taught {who} to cook {food}", "A good thing to pass on."),
    ("fell asleep over a podcast about {topic}", "It happens to the best."),
    ("spilled {food} all over the sofa", "Oh dear, I hope it comes out."),
    ("saw a rainbow after the {weather}", "What a nice sight."),
    ("argued with {who} about {topic} for an hour", "It sounds like you both care a lot."),
    ("ordered {food} and got something else entirely", "A surprise meal, then."),
    ("watched a documentary on {topic} with {who}", "That sounds like a good evening."),
    (
        "cleaned the whole flat while thinking about {topic}",
        "A clean flat and a clear head, not bad.",
    ),
)
_BAD = ("missed", "lost", "spilled", "fell", "argued", "ordered")
"""Deeds nobody is proud of."""
_TOPICS = (
    "volcanoes",
    "the history of tea",
    "old maps",
    "jazz",
    "bees",
    "Roman roads",
    "origami",
    "glaciers",
    "chess openings",
    "typography",
    "lighthouses",
    "sourdough",
    "whales",
    "night trains",
    "mosses",
    "comets",
    "medieval bridges",
    "sign language",
    "bread in Portugal",
    "mountain huts",
    "kites",
)
_FOODS = (
    "ramen",
    "lasagne",
    "cinnamon rolls",
    "dumplings",
    "a lemon tart",
    "tacos",
    "goulash",
    "pho",
    "banana bread",
    "pierogi",
    "shakshuka",
    "a mushroom pie",
    "focaccia",
    "jollof rice",
)
_WHO = (
    "my sister",
    "an old friend",
    "my neighbour",
    "my dad",
    "a colleague",
    "my partner",
    "my cousin",
    "my flatmate",
    "my grandmother",
    "someone from my class",
    "my uncle",
    "my daughter",
)
_WEATHERS = ("rain", "snow", "sunshine", "fog", "wind", "heat", "drizzle", "cold")
_FEELINGS = (
    "",
    " Anyway.",
    " Made my day.",
    " I should do that more often.",
    " Just wanted to tell someone.",
    " Nothing to do for you right now.",
    " Time for a coffee.",
    " That was overdue.",
    " Feels great.",
)
_UPSETS = (
    "",
    " Anyway.",
    " Not my day.",
    " I'm pretty tired now.",
    " Just wanted to tell someone.",
    " Nothing you could do about it.",
    " Time for a coffee.",
)
_BACK = (
    "",
    " Tell me more if you like.",
    " I'm here when you need something.",
    " Let me know when there's something I can do for you.",
    " Enjoy the rest of your day!",
    " Thanks for telling me.",
    " Have a good one!",
)


_PREPOSITIONS = frozenset("after before since until by at on in from with for to".split())


def talk(offered: Sequence[Tool], rng: Random) -> tuple[str, str]:
    """A user turn that needs no call, and the answer to it."""
    tool = rng.choice(offered)
    style = rng.random()
    if style < 0.12:
        return _overview(offered, rng)
    if style < 0.5:
        return _requirements(tool, rng)
    if style < 0.7 and (answer := _options(tool, rng)):
        return answer
    return _small_talk(rng)


def _overview(offered: Sequence[Tool], rng: Random) -> tuple[str, str]:
    purposes = [purpose(tool) for tool in offered]
    picked = rng.sample(purposes, min(rng.choice((2, 3, 4)), len(purposes)))
    return rng.choice(_WHAT_CAN), rng.choice(_I_CAN).format(list=listed(picked))


def _requirements(tool: Tool, rng: Random) -> tuple[str, str]:
    vp = purpose(tool)
    doing = gerund(vp)
    asked = rng.choice(_WHAT_NEED).format(vp=_asked(vp), doing=_asked(doing))
    meant = meanings(tool)
    needed = [meant[name].noun for name in tool.parameters.get("required", ()) if name in meant]
    if not needed:
        return asked, rng.choice(_NOTHING).format(
            vp=vp, doing=doing, Doing=doing[:1].upper() + doing[1:]
        )
    extra = [
        found.noun
        for name, found in meant.items()
        if name not in tool.parameters.get("required", ())
        and sayable(found)
        and found.kind != "flag"
        and found.noun.rpartition(" ")[2] not in _PREPOSITIONS
    ][:3]
    optional = rng.choice(_OPTIONAL) if extra else ""
    said = listed([f"the {noun}" for noun in extra])
    optional = optional.format(opt=said, Opt=said[:1].upper() + said[1:])
    needs = listed([f"the {noun}" for noun in needed])
    return asked, rng.choice(_NEED).format(vp=vp, doing=doing, req=needs, opt=optional)


def _asked(text: str) -> str:
    """The assistant's words from the user's side again."""
    return text.replace("your ", "my ").replace(" you", " me")


def _options(tool: Tool, rng: Random) -> tuple[str, str] | None:
    found = properties(tool.parameters)
    choices = [
        (meant.noun, found[name]["enum"])
        for name, meant in meanings(tool).items()
        if isinstance(found[name].get("enum"), list) and 2 <= len(found[name]["enum"]) <= 8
    ]
    if not choices:
        return None
    noun, values = rng.choice(choices)
    vp = purpose(tool)
    asked = rng.choice(_WHICH).format(n=noun, vp=_asked(vp), doing=_asked(gerund(vp)))
    said = listed([spoken(str(value)) for value in values], "or" if len(values) < 4 else "and")
    if "between" in (form := rng.choice(_THESE)):
        said = listed([spoken(str(value)) for value in values])
    return asked, form.format(n=noun, list=said)


def _small_talk(rng: Random) -> tuple[str, str]:
    deed, reply = rng.choice(_DEEDS)
    said = deed.format(
        topic=rng.choice(_TOPICS),
        food=rng.choice(_FOODS),
        who=rng.choice(_WHO),
        weather=rng.choice(_WEATHERS),
    )
    user = (
        rng.choice(_DONE).format(done=said)
        + rng.choice((".", ".", "!"))
        + rng.choice(_UPSETS if deed.startswith(_BAD) else _FEELINGS)
    )
    return user, reply + rng.choice(_BACK)
