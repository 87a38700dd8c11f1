"""Names teams give to tables, branches and services, and short pieces of code."""

from generators.meaning import singular
from generators.values import wording
from generators.values.shapes import shaped
from generators.values.site import Site
from generators.values.world import Maker, Unfillable, World
from studio.record import Json

SLUGS = {
    "table": ("customers", "orders", "invoices", "employees", "products", "shipments", "payments"),
    "column": ("email", "created_at", "total", "country", "status", "birthday", "quantity"),
    "field": ("email", "created_at", "total", "country", "status", "birthday"),
    "database": ("shop", "crm", "analytics", "inventory", "hr", "billing"),
    "branch": (
        "main",
        "develop",
        "feature/dark-mode",
        "fix/login-timeout",
        "release/2.4",
        "hotfix/cart",
    ),
    "ref": ("main", "develop", "v2.3.1", "feature/dark-mode", "release/2.4"),
    "zone": ("us-central1-a", "europe-west1-b", "us-east1-c", "asia-east1-a", "europe-north1-a"),
    "region": (
        "us-central1",
        "europe-west1",
        "us-east-1",
        "eu-west-1",
        "asia-east1",
        "eu-central-1",
    ),
    "location": ("us-central1", "europe-west1", "us-east1", "europe-west4", "asia-northeast1"),
    "package": ("requests", "numpy", "react", "lodash", "com.northwind.shop", "fastapi"),
    "variable": ("total", "user_count", "base_url", "retries", "temperature"),
    "channel": ("general", "random", "design", "support", "engineering", "sales-emea", "lunch"),
    "environment": ("production", "staging", "development"),
    "key": ("environment", "team", "owner", "cost-center", "project", "stage"),
    "role": ("viewer", "editor", "admin", "billing-manager"),
    "tag": ("v1.4.0", "urgent", "production", "travel"),
    "module": ("billing", "auth", "search", "reports"),
    "function": ("resize-image", "send-receipt", "sync-orders", "nightly-export"),
    "attribute": ("colour", "size", "weight", "brand"),
    "group": ("finance-team", "editors", "on-call", "warehouse"),
    "mailing": ("newsletter", "beta-testers", "customers-eu"),
    "list": ("groceries", "newsletter", "reading", "packing"),
}


OWNERS = ("northwind", "paperplane", "kestrel", "lumen", "bluefinch", "tidewater", "copperleaf")


_ROLES: tuple[str, ...] = (
    "api",
    "worker",
    "web",
    "db",
    "cache",
    "prod",
    "staging",
    "eu",
    "archive",
    "logs",
    "jobs",
)


def slug_maker(site: Site) -> Maker:
    owned = "owner/" in site.description.lower() or "org/" in site.description.lower()
    for part in reversed(site.parts):
        noun = singular(part)
        if noun in ("repository", "project") and owned:
            return lambda world: f"{world.pick(OWNERS)}/{slug(world)}"
        if noun in ("project", "bucket", "account"):
            return lambda world: f"{world.pick(OWNERS)}-{world.pick(_ROLES)}"
        if noun in SLUGS:
            options = SLUGS[noun]
            return lambda world: world.pick(options)
    return slug


def slug(world: World) -> str:
    """A technical name as teams choose them: billing-worker, search-eu-2."""
    text = f"{wording.phrase(world, 'system')}-{world.pick(_ROLES)}"
    return text + (f"-{1 + int(world.rng.random() * 9)}" if world.rng.random() < 0.35 else "")


def segment(world: World, noun: str) -> str:
    """One segment of a resource name after its collection: projects/… → northwind-prod."""
    noun = singular(noun.lower())
    if noun in ("project", "organization", "account", "customer", "folder", "propertie"):
        if noun == "project":
            return f"{world.pick(OWNERS)}-{world.pick(_ROLES)}"
        return shaped(world, "9999999999")
    if noun in SLUGS:
        return world.pick(SLUGS[noun])
    if noun == "operation":
        return "operation-" + shaped(world, "9999999999999")
    return slug(world)


_SQL = (
    "SELECT name, email FROM customers WHERE city = '{city}'",
    "SELECT COUNT(*) FROM orders WHERE status = 'shipped'",
    "SELECT * FROM invoices WHERE total > {number}00 ORDER BY total DESC",
    "SELECT country, SUM(total) FROM orders GROUP BY country",
    "SELECT title FROM books WHERE year >= {year}",
    "SELECT COUNT(*) FROM sessions WHERE user_id = {number}",
)


_COMMANDS = (
    "ls -la",
    "df -h",
    "git status",
    "docker ps",
    "uptime",
    "ps aux",
    "du -sh Documents",
    "whoami",
)


_PYTHON = ("print(sum(range(10)))", "sorted([5, 3, 9])", "len('northwind')", "max([3, 8, 2])")


def code_maker(site: Site) -> Maker:
    low = f"{site.name} {site.description}".lower()
    if "sql" in low:
        return lambda world: _filled(world, world.pick(_SQL))
    if "command" in low:
        return lambda world: world.pick(_COMMANDS)
    if "python" in low:
        return lambda world: world.pick(_PYTHON)
    found = wording.pool(site.parts)
    return _untold if found is None else lambda world: world.pick(found)


def _untold(world: World) -> Json:
    if world.strict:
        raise Unfillable("unfillable_parameter")
    return "2 + 2"


def _filled(world: World, text: str) -> str:
    for slot in ("city", "number", "year"):
        if "{" + slot + "}" in text:
            text = text.replace("{" + slot + "}", wording.special(world, slot))
    return text
