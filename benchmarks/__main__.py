"""`python -m benchmarks [NAME …] [--quick | --long]`: runs them, keeps their tables in README.md.

A quick run prints its tables and keeps nothing.
"""

import argparse
import re
from importlib import import_module
from pathlib import Path

from benchmarks.machine import described
from benchmarks.scale import Scale

NAMES = (
    *("startup", "records", "validation", "simulator", "near_duplicates", "python_functions"),
    "generate",
)
README = Path(__file__).with_name("README.md")


def kept(page: str, name: str, content: str) -> str:
    """The page with `content` between the markers of benchmark `name`. Raises ValueError for a
    page without them."""
    start, end = f"<!-- result: {name} -->", f"<!-- end: {name} -->"
    pattern = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
    if not pattern.search(page):
        raise ValueError(f"{README}: there is no {start} … {end} to put the result between")
    return pattern.sub(lambda _: f"{start}\n{content}\n{end}", page)


def main() -> None:
    """Run what was asked for, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", dest="scale", action="store_const", const=Scale.QUICK)
    size.add_argument("--long", dest="scale", action="store_const", const=Scale.LONG)
    parser.set_defaults(scale=Scale.FULL)
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - set(NAMES):
        parser.error(f"there is no benchmark {min(unknown)!r}; there are {', '.join(NAMES)}")
    for name in chosen.names or NAMES:
        print(f"== {name}", flush=True)
        tables = []
        for table in import_module(f"benchmarks.{name}").run(chosen.scale):
            print(f"\n{table.markdown()}\n", flush=True)
            tables.append(table.markdown())
        if chosen.scale is not Scale.QUICK:
            content = "\n\n".join([*tables, f"_{described()}_"])
            README.write_text(kept(README.read_text("utf-8"), name, content), "utf-8")


if __name__ == "__main__":
    main()
