"""Numbers of results in the range of what they measure: humidity in percent, a track in seconds,
the price of a train ticket. Ranges are those of everyday life, chosen by the words of the field and
of what it belongs to; bounds of the schema always hold."""

import math
from functools import lru_cache
from random import Random
from typing import NamedTuple

from studio.record import Json, Schema
from studio.resources.nouns import identifies, words


class _Range(NamedTuple):
    low: float
    high: float
    step: float


_TABLE = """
price night: 55 310 1 | price day car: 24 95 1 | price flight: 60 780 0.01 | price train: 12 95 0.1
price connection: 12 95 0.1 | price showtime: 8 16 0.5 | price concert: 18 95 1
price event: 12 85 1
price exhibition: 6 22 0.5 | price dish: 6 28 0.5 | price product: 8 180 0.05
price course: 25 320 5
price book: 7 32 0.05 | price: 9 160 0.05 | amount price flight: 60 780 0.01
amount price product: 8 180 0.05 | amount fee: 0.5 12 0.25 | amount refund: 15 240 0.05
amount share: 8 60 0.01 | amount balance: 120 6400 0.01 | amount available: 100 5200 0.01
amount cost: 6 64 0.01 | amount total: 18 420 0.05 | amount discount: 2 30 0.5
amount opening: 400 5200 0.01 | amount closing: 400 5200 0.01 | amount transaction: 4 160 0.01
amount standing: 15 900 5 | amount: 10 240 0.05 | fare difference: 12 140 1 | fee: 0 18 0.5
refund: 20 260 0.05 | total price: 18 420 0.05 | daily limit: 500 5000 100 | limit: 100 5000 100
gross: 2800 6400 10 | tax: 600 1500 5 | net: 1900 4600 5 | salary: 32000 96000 500
water temperature: 9 22 0.5 | measured celsius: 17 24 0.5 | room temperature: 18 24 0.5
temperature celsius: 18 24 0.5 | temperature: 6 26 0.5 | low: 3 13 1 | high: 15 27 1
humidity: 35 88 1 | wind knots: 3 22 1 | wind: 3 36 1 | gust: 12 60 1 | wave height: 0.3 2.6 0.1
rain chance: 0 90 5 | precipitation chance: 0 90 5 | chance: 0 90 5 | rain: 0 9 0.2 | snow: 0 6 0.5
pressure: 995 1030 1 | uv: 1 8 1 | visibility: 6 30 1 | index quality: 18 95 1 | index: 18 95 1
change percent: -18 18 1 | battery: 22 98 1 | brightness: 30 100 5 | volume: 15 70 5
percent open: 20 100 10 | progress: 5 95 5 | percent: 5 95 1 | average rating: 3.4 4.9 0.1
rating: 3.2 4.9 0.1 | stars repository: 12 8200 1 | stars: 3 5 1 | sleep score: 58 94 1
home score: 0 4 1 | away score: 0 4 1 | score: 55 98 1 | calories left: 250 1200 10
calories burned: 140 620 5 | calories: 180 780 5 | protein: 8 45 1 | carbohydrate: 15 95 1
fat: 4 38 1 | sugar: 2 40 1 | fibre: 2 14 1 | fiber: 2 14 1 | weekly minutes: 60 240 5
minutes deep: 50 110 1 | minutes asleep: 350 500 1 | minutes present: 5 55 1 | times awake: 0 4 1
total steps: 31000 68000 1 | daily average: 5200 11500 1 | daily goal: 8000 10000 2000
steps: 3200 13800 1 | heart rate: 58 92 1 | distance km: 1.5 9.5 0.1 | distance: 120 2400 10
distance workout: 2 12 0.1 | days row: 1 6 1 | days left: 4 24 1 | days taken: 1 14 1
working days: 1 10 1 | entitled: 24 30 1 | weeks: 4 14 1 | max stay: 30 90 30
age limit: 0 18 6 | age: 19 74 1 | kilowatt: 12 320 1 | square metres: 12 64 1
duration seconds track: 142 312 1 | duration seconds: 120 900 5 | duration minutes film: 88 152 1
duration minutes playlist: 35 210 1 | duration minutes movie: 88 152 1 | start seconds: 4 1800 1
delay minutes: 0 55 5 | estimated minutes: 20 75 5 | total minutes: 15 480 15 | minute: 3 88 1
duration minutes: 30 90 15 | duration hours: 1 4 1 | duration: 15 120 5 | minutes: 15 90 5
size kb: 12 4800 1 | size mb: 1 240 1 | size bytes: 4000 4800000 1 | size: 1200 4800000 1
pages: 3 48 1 | word count: 200 4200 1 | view: 300 90000 1 | like: 4 3200 1 | download: 20 9000 1
follower: 20 42000 1 | subscriber: 40 120000 1 | comment count: 0 140 1 | fork: 0 320 1
release year: 1991 2024 1 | published: 1998 2024 1 | founded: 1950 2018 1 | year book: 1985 2024 1
year: 2025 2026 1 | month: 1 12 1 | played: 8 34 1 | points: 12 68 1 | won: 3 20 1 | lost: 1 14 1
stops: 0 2 1 | changes: 0 2 1 | queue length: 3 24 1 | position queue: 1 9 1 | position: 1 12 1
track count: 8 72 1 | card count: 12 90 1 | due today: 0 18 1 | lights: 1 5 1 | blinds: 1 4 1
devices: 2 9 1 | pieces: 2 60 1 | stock: 2 60 1 | tickets left: 4 220 1 | seats left: 2 60 1
maximum participants: 5 100 5 | participants: 2 24 1 | members: 3 40 1 | attendees: 2 18 1
quantity: 1 4 1 | nights: 1 7 1 | guests: 1 4 1 | adults: 1 3 1 | children: 0 2 1 | bags: 0 3 1
unread: 0 40 1 | messages: 40 2400 1 | threads: 30 1800 1 | version: 1 9 1 | hour: 0 23 1
party size: 1 8 1 | group size: 2 12 1
count: 2 40 1 | total: 3 60 1 | number: 1 40 1 | retry: 5 60 5 | width: 320 1920 10
height: 240 1080 10 | altitude: 5 900 1 | weight: 0.4 18 0.1 | rate: 1 30 0.5
"""


_BARE = frozenset({"amount", "value"})
"""Names of numbers that only the object around them tells apart."""


@lru_cache(maxsize=1)
def _ranges() -> tuple[tuple[frozenset[str], _Range], ...]:
    found = []
    for entry in _TABLE.replace("\n", "|").split("|"):
        if ":" in entry:
            name, _, numbers = entry.partition(":")
            found.append((frozenset(name.split()), _Range(*map(float, numbers.split()))))
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=16384)
def _range(name: str, owner: str, context: str) -> _Range | None:
    own = frozenset(words(name))
    if own & _BARE:
        own |= frozenset(owner.split()[:1])
    whole = own | frozenset(words(owner)) | frozenset(context.split())
    for wanted, found in _ranges():
        if wanted <= whole and wanted & own:
            return found
    return None


def measured(value: Json, name: str, owner: str, context: str, schema: Schema, rng: Random) -> Json:
    """A number in the range of what `name` of `owner` measures, within the schema's bounds; `value`
    where nothing is known of it. `context` are words of the tool's name."""
    if isinstance(value, bool) or "enum" in schema or "const" in schema or identifies(name):
        return value
    found = _range(name, owner, context)
    if found is None:
        return value
    low = max(found.low, _bound(schema, "minimum", "exclusiveMinimum", -math.inf))
    high = min(found.high, _bound(schema, "maximum", "exclusiveMaximum", math.inf))
    if low > high:
        return value
    step = 1.0 if isinstance(value, int) and found.step < 1 else found.step
    drawn = min(high, low + step * round(rng.random() * (high - low) / step))
    if isinstance(value, int) or schema.get("type") == "integer":
        return math.ceil(drawn) if drawn < low else int(drawn)
    return int(drawn) if step >= 1 and drawn == int(drawn) else round(drawn, 2)


def _bound(schema: Schema, key: str, exclusive: str, without: float) -> float:
    value = schema.get(key, without)
    edge = schema.get(exclusive)
    if isinstance(edge, int | float) and not isinstance(edge, bool):
        return edge + (1 if key == "minimum" else -1)
    return value if isinstance(value, int | float) else without
