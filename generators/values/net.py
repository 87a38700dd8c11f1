"""Files, paths, addresses of the net and of machines."""

from generators.values import technical, wording
from generators.values.identifiers import identifier
from generators.values.shapes import shaped
from generators.values.site import Site
from generators.values.world import Maker, World

_FILES = ("pdf", "docx", "xlsx", "pptx", "csv", "txt", "png", "jpg", "zip", "md")


_STEMS: tuple[str, ...] = (
    "budget",
    "invoice",
    "report",
    "contract",
    "meeting-notes",
    "itinerary",
    "resume",
    "floor-plan",
)
_STEMS += (
    "minutes",
    "price-list",
    "logo",
    "holiday-photos",
    "survey-results",
    "presentation",
    "menu",
)


_TAILS: tuple[str, ...] = (
    "",
    "",
    "-final",
    "-draft",
    "-2025",
    "-2026",
    "_v2",
    "-q3",
    "-q1",
    "-oslo",
    "-march",
)


def filename_maker(site: Site) -> Maker:
    low = f"{site.description} {site.name}".lower()
    ending = next((end for end in _ENDINGS if end in low), "")

    def make(world: World) -> str:
        last = world.pick(_ENDINGS[ending]) if ending else world.pick(_FILES)
        return f"{world.pick(_STEMS)}{world.pick(_TAILS)}.{last}"

    return make


_ENDINGS: dict[str, tuple[str, ...]] = {
    "csv": ("csv",),
    "json": ("json",),
    "pdf": ("pdf",),
    "image": ("png", "jpg"),
    "picture": ("png", "jpg"),
    "photo": ("jpg", "png"),
    "video": ("mp4", "mov"),
    "audio": ("mp3", "wav"),
    "spreadsheet": ("xlsx", "csv"),
    "markdown": ("md",),
    "python": ("py",),
    "log": ("log",),
    "text file": ("txt",),
    "excel": ("xlsx",),
    "xml": ("xml",),
    "html": ("html",),
}


_FOLDERS: tuple[str, ...] = (
    "Documents",
    "Projects/2026",
    "Downloads",
    "Invoices/2025",
    "Pictures",
    "Reports",
    "Contracts",
)


def path_maker(site: Site) -> Maker:
    folder = site.parts[-1:] == ("folder",) or "director" in site.description.lower()
    name = filename_maker(site)
    relative = site.about in ("files", "notes")
    base = "" if relative else "/home/sam/"
    if site.about == "code":
        base, folders = "", _SOURCES
    else:
        folders = _FOLDERS
    if folder:
        return lambda world: base + world.pick(folders)
    return lambda world: f"{base}{world.pick(folders)}/{name(world)}"


_SOURCES: tuple[str, ...] = ("src", "docs", "tests", "src/components", "scripts")


SITES = (
    "northwind.io",
    "paperplane.app",
    "kestrel.dev",
    "tidewater.io",
    "maplehouse.net",
    "lumen.team",
)


_PAGES: tuple[str, ...] = (
    "blog/heat-pumps",
    "pricing",
    "docs/getting-started",
    "news/2026/spring-sale",
    "products/desk-lamp",
)
_PAGES += ("about", "careers", "events/summer-fair", "recipes/lentil-soup", "help/returns")


def url_maker(site: Site) -> Maker:
    low = f"{site.description} {site.name}".lower()
    if {"gcs", "gs"} & {*site.parts} or "gs://" in low:
        return lambda world: f"gs://{world.pick(technical.OWNERS)}-data/{world.pick(_STEMS)}.csv"
    if "queue" in site.parts:
        return lambda world: (
            f"https://sqs.eu-west-1.amazonaws.com/{shaped(world, '999999999999')}/"
            f"{technical.slug(world)}"
        )
    if "image" in low or "photo" in low or "picture" in low:
        return lambda world: f"https://img.{world.pick(SITES)}/{world.pick(_STEMS)}.jpg"
    if "webhook" in low or "callback" in low:
        return lambda world: f"https://hooks.{world.pick(SITES)}/{wording.phrase(world, 'system')}"
    if "endpoint" in low or "api" in low.split():
        return lambda world: (
            f"https://api.{world.pick(SITES)}/v1/{world.pick(technical.SLUGS['table'])}"
        )
    if "pdf" in low:
        return lambda world: f"https://www.{world.pick(SITES)}/files/{world.pick(_STEMS)}.pdf"
    if "git" in low:
        return lambda world: (
            f"https://github.com/{world.pick(technical.OWNERS)}/{technical.slug(world)}"
        )
    return lambda world: f"https://www.{world.pick(SITES)}/{world.pick(_PAGES)}"


def ip_maker(site: Site) -> Maker:
    if site.form == "ipv6":
        return lambda world: identifier(world, "ipv6")
    cidr = "cidr" in f"{site.description} {site.name}".lower()

    def make(world: World) -> str:
        if cidr:
            return f"10.{int(world.rng.random() * 200)}.{int(world.rng.random() * 200)}.0/24"
        private = world.pick(("192.168.1.", "10.0.4.", "203.0.113.", "198.51.100."))
        return private + str(2 + int(world.rng.random() * 250))

    return make


def hostname_maker(site: Site) -> Maker:
    return lambda world: f"{wording.phrase(world, 'system')}.{world.pick(SITES)}"
