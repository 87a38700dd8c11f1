"""Text with a notation: what builds the maker for each kind of code."""

from collections.abc import Callable

from generators.values import identifiers, net, places, shapes, technical, wording
from generators.values.site import Site
from generators.values.world import Maker, Unfillable, World
from studio.record import Json

_UNITS = (
    ("kilometers", "miles", "meters", "feet"),
    ("kilograms", "pounds", "grams", "ounces"),
    ("celsius", "fahrenheit", "kelvin"),
    ("liters", "gallons", "cups", "milliliters"),
)


def _unit(site: Site) -> Maker:
    low = f"{site.context} {site.description}".lower()
    about = next(
        (
            place
            for place, word in enumerate(("distance", "weight", "temperature", "volume"))
            if word in low
        ),
        None,
    )
    if about is None and ("weather" in low or "celsius" in low):
        about = 2
    if about is None and "convert" not in low:
        about = 0
    role = site.meant.role
    taken = "unit:source" if role == "target" else "unit:target"

    def make(world: World) -> str:
        group = world.recall(
            "units", lambda: _UNITS[about] if about is not None else world.pick(_UNITS)
        )
        return world.other(f"unit:{role}", group, taken)

    return make


def _colour(site: Site) -> Maker:
    if "hex" in f"{site.description} {site.name}".lower() or "#" in site.description:
        return lambda world: world.pick(
            ("#FF5733", "#1E90FF", "#2E8B57", "#FFD700", "#6A5ACD", "#DC143C")
        )
    return lambda world: world.pick(wording.pools()["colour"])


def _refused(site: Site) -> Maker:
    def make(world: World) -> Json:
        if world.strict:
            raise Unfillable("unsayable_argument")
        return shapes.shaped(world, "kkkkkkkkkkkk")

    return make


CODES: dict[str, Callable[[Site], Maker]] = {
    "id": identifiers.id_maker,
    "reference": identifiers.reference_maker,
    "slug": technical.slug_maker,
    "filename": net.filename_maker,
    "path": net.path_maker,
    "url": net.url_maker,
    "ip": net.ip_maker,
    "hostname": net.hostname_maker,
    "domain": lambda site: lambda world: world.pick(net.SITES),
    "code": technical.code_maker,
    "unit": _unit,
    "colour": _colour,
    "version": lambda site: (
        lambda world: f"{world.pick('1234')}.{world.pick('0123456789')}.{world.pick('0123')}"
    ),
    "file_type": lambda site: (
        lambda world: world.pick(("pdf", "csv", "docx", "png", "json", "xlsx"))
    ),
    "token": _refused,
    "password": _refused,
    "binary": _refused,
    "fields_mask": _refused,
    "coordinates": lambda site: _coordinates,
}
"""Kind → what builds its maker."""


def _coordinates(world: World) -> str:
    here = places.city(world)
    return f"{here.latitude},{here.longitude}"
