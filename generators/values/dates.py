"""Dates, times, months and years as text, in the notation a place asks for."""

from collections.abc import Callable

from generators.values import moments
from generators.values.site import Site
from generators.values.world import Maker, World


def _date(site: Site) -> Maker:
    shape = "%Y-%m-%d" if site.form == "date" else moments.date_form(site.description)
    day = moments.day_maker(site.meant, site.name, site.description)
    return lambda world: moments.written(day(world), shape)


def _stamp(site: Site) -> Maker:
    return moments.stamp_maker(site.meant, site.name, site.description, site.form, site.context)


def _range(site: Site) -> Maker:
    past = site.meant.tense != "future"
    words_of = (
        "last 7 days",
        "last 30 days",
        "last month",
        "this month",
        "last quarter",
        "last week",
    )
    ahead = ("next week", "next month", "this weekend", "next 7 days")
    iso = "yyyy" in site.description.lower() or "start" in site.description.lower()

    def make(world: World) -> str:
        if iso:
            frame = moments.window(world, "past" if past else "future")
            return f"{frame.first.isoformat()} to {frame.last.isoformat()}"
        return world.pick(words_of if past else ahead)

    return make


def _month(site: Site) -> Maker:
    day = moments.day_maker(site.meant, site.name, site.description)
    if "yyyy-mm" in site.description.lower():
        return lambda world: day(world).isoformat()[:7]
    return lambda world: moments.month(day(world))


def _year(site: Site) -> Maker:
    ahead = site.meant.tense == "future"

    def make(world: World) -> str:
        back = int(world.rng.random() ** 2 * 30)
        return str(world.today.year + 1 if ahead else world.today.year - back)

    return make


TIMES: dict[str, Callable[[Site], Maker]] = {
    "date": _date,
    "datetime": _stamp,
    "date_range": _range,
    "time": lambda site: moments.time_maker(site.meant, site.description, site.form, site.context),
    "duration": lambda site: (
        lambda world: moments.duration_text(world, site.form, site.description)
    ),
    "month": _month,
    "year": _year,
    "weekday": lambda site: lambda world: world.pick(moments.WEEKDAYS),
}
