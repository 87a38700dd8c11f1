"""A run as a file for training: written beside, read back, compared with the run, then named.

    DIR/train.jsonl   the kept rows in index order, in the format asked for
    DIR/export.json   counts, digest of the run, sha256 of the file; there only beside a whole file

What a line looks like and which lines a row becomes is the format's business (`studio.export`).
"""

import contextlib
import errno
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from studio.errors import DataError, RunError, StorageError
from studio.export import BadLine, Format, ReadTool
from studio.masking import shown
from studio.record import Json, Tool
from studio.rows import Row, RowMessage, labelled_rows, missing_tool, tool_table
from studio.run import CONFIG, Run, read_header
from studio.storage import PART, Disk, Sheet, put

DATA = "train.jsonl"
SUMMARY = "export.json"

Progress = Callable[[int, str], None]
"""Called now and then with the rows done and what is being done."""

_EVERY = 512

_WAYS_OUT = {
    errno.ENOSPC: "free some space or choose another --out",
    errno.EDQUOT: "free some of your quota or choose another --out",
    errno.EFBIG: "raise the file size limit (ulimit -f) or choose another --out",
    errno.EROFS: "make it writable or choose another --out",
    errno.EACCES: "make it writable or choose another --out",
    errno.EPERM: "make it writable or choose another --out",
    errno.ENOTDIR: "choose an --out that is not inside a file",
    errno.EEXIST: "choose an --out that is not a file",
}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was exported; the content of export.json."""

    format: str
    rows: int
    lines: int
    """Of the file: a row may become several, or none."""
    asked: int
    """Rows the run was to have; more than `rows` when it has not reached them."""
    complete: bool
    """Whether the run had ended: an unfinished one is exported as far as it is sealed."""
    masked: int
    """Rows that show tools under masked names."""
    calls: int
    """Calls to be learnt."""
    tools: int
    """Tools of the run that are offered in at least one line."""
    run: dict[str, Any]
    """Digest and seed of the run, sha256 of its tool table, version that made it."""
    bytes: int
    sha256: str
    left_out: dict[str, int] = field(default_factory=dict)
    """What the format has no place for, by its own names, and `rows_without_a_line`."""


def export(
    run: Run,
    form: Format,
    out: Path,
    *,
    overwrite: bool = False,
    progress: Progress | None = None,
    disk: Disk | None = None,
) -> Exported:
    """Write the sealed rows of a run to `out` in a format, and prove that they are there.

    The file gets its name only after every row was read back and found equal to the run's.
    Raises StorageError, RunError or RunDamaged with nothing left behind, DataError naming the row
    that did not survive.
    """
    disk = disk or Disk()
    progress = progress or (lambda done, what: None)
    if not run.shards():
        raise RunError(f"{run.path}: no sealed rows yet: nothing to export")
    with _explained(run, out):
        _refuse(out, overwrite)
        fresh = not out.exists()
        try:
            disk.folder(out)
            return _export(run, form, out, progress, disk)
        except BaseException:
            if fresh:  # the folder goes too, unless somebody has put something into it
                with contextlib.suppress(OSError):
                    out.rmdir()
            raise


def _refuse(out: Path, overwrite: bool) -> None:
    """Nothing that is there is replaced silently, and a run stays a run."""
    if (out / CONFIG).exists() and _is_run(out):
        raise StorageError(f"{out}: a run lies there: choose another --out")
    there = [name for name in (DATA, SUMMARY) if (out / name).exists()]
    if there and not overwrite:
        raise StorageError(
            f"{out}: there is an export here already ({there[0]}): replace it with --overwrite or "
            "choose another --out"
        )


def _is_run(path: Path) -> bool:
    """Whether the folder is a run: models and datasets have a config.json too."""
    try:
        read_header(path)
    except RunError:
        return False
    return True


@contextlib.contextmanager
def _explained(run: Run, out: Path) -> Iterator[None]:
    """The system's refusals in the words of an export: nothing of it is there."""
    try:
        yield
    except (OSError, StorageError) as problem:
        cause = problem if isinstance(problem, OSError) else problem.__cause__
        if not isinstance(cause, OSError):
            raise
        what = (cause.strerror or type(cause).__name__).lower()
        if run.path in Path(str(cause.filename)).parents:
            raise StorageError(
                f"{cause.filename}: {what}; nothing was exported: make the run readable"
            ) from cause
        way = _WAYS_OUT.get(cause.errno or 0, "look at the disk")
        raise StorageError(f"{out}: {what}; nothing was exported: {way}") from cause


def _export(run: Run, form: Format, out: Path, progress: Progress, disk: Disk) -> Exported:
    reader = _Reader(run)
    sheet = Sheet(out / DATA, disk)
    count = masked = calls = 0
    used: set[str] = set()
    left_out: Counter[str] = Counter()
    try:
        for row in labelled_rows(run):
            cut = form.cut(row)
            for view in cut.views:
                sheet.add(form.write(view, reader.tools(view)))
                calls += sum(len(each.tool_calls) for each in view.messages if each.trained)
                used.update(view.tools)
            count += 1
            masked += bool(row.masks)
            left_out.update(cut.left_out)
            left_out["rows_without_a_line"] += not cut.views
            if count % _EVERY == 0:
                progress(count, "write")
        if not sheet.rows:
            raise RunError(f"{run.path}: no row has what {form.name} holds: nothing to export")
        made = sheet.finish()
        _verify(out / (DATA + PART), count, run, form, reader, progress)
        exported = Exported(
            format=form.name,
            rows=count,
            lines=sheet.rows,
            asked=int(run.config["n"]),
            complete=run.stats is not None,
            masked=masked,
            calls=calls,
            tools=len(used),
            run=_identity(run),
            bytes=sheet.bytes,
            sha256=str(made["sha256"]),
            left_out={name: times for name, times in sorted(left_out.items()) if times},
        )
        # in this order a crash never leaves a summary beside a file it does not describe
        disk.remove(out / SUMMARY)
        sheet.publish()
        put(out / SUMMARY, _json(exported), disk)
    finally:
        sheet.discard()
    return exported


def _identity(run: Run) -> dict[str, Any]:
    return {
        "digest": run.header["digest"],
        "seed": run.config["seed"],
        "tools_sha256": run.header["tools"]["sha256"],
        "studio": run.header["versions"]["studio"],
    }


def _json(exported: Exported) -> bytes:
    return msgspec.json.format(msgspec.json.encode(asdict(exported)), indent=2) + b"\n"


class _Reader:
    """The tools of rows as the rows show them."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._table = tool_table(run)

    def tools(self, row: Row) -> list[Tool]:
        """Masks applied, in the order shown. Raises RunDamaged for a tool the run lacks."""
        table, masks = self._table, row.masks
        try:
            if not masks:
                return [table[key] for key in row.tools]
            return [
                shown(table[key], masks[key].record() if key in masks else None)
                for key in row.tools
            ]
        except KeyError as missing:
            raise missing_tool(self._run, row, str(missing.args[0])) from None


def _verify(
    file: Path, count: int, run: Run, form: Format, reader: _Reader, progress: Progress
) -> None:
    """Read every line back and compare it with the run's row, read anew. Raises DataError."""
    proven: dict[str, ReadTool] = {}
    compared = 0
    with file.open("rb") as lines:
        # a run that is being written may have more rows by now
        for row in islice(labelled_rows(run), count):
            for view in form.cut(row).views:
                _compare(view, lines.readline(), form, reader, proven)
            compared += 1
            if compared % _EVERY == 0:
                progress(compared, "read back")
        if compared != count or lines.readline():
            raise DataError(f"{DATA}: {compared} rows were read back of {count}: nothing exported")


def _compare(
    view: Row, line: bytes, form: Format, reader: _Reader, proven: dict[str, ReadTool]
) -> None:
    try:
        messages, tools = form.read(line)
    except BadLine as bad:
        raise _lost(view, f"cannot be read back: {bad}") from None
    if found := _differing(view.messages, messages):
        raise _lost(view, found)
    _compare_tools(view, reader.tools(view), tools, proven)


def _lost(row: Row, what: str) -> DataError:
    return DataError(
        f"row {row.index} ({row.id}) did not survive the export: {what}; nothing was exported: "
        "report this as a bug of the format"
    )


def _differing(written: Sequence[RowMessage], read: Sequence[RowMessage]) -> str:
    """Where two dialogues differ, in words; empty when they are the same."""
    if len(written) != len(read):
        return f"{len(written)} messages became {len(read)}"
    for number, (one, other) in enumerate(zip(written, read, strict=True)):
        place = f"message {number} ({one.role})"
        if (one.role, one.content) != (other.role, other.content):
            return f"{place} reads {other.role}: {other.content!r:.80}"
        if (one.thought, one.trained) != (other.thought, other.trained):
            return f"{place} has thought {other.thought!r:.80}, to be learnt: {other.trained}"
        if one.role == "tool" and (one.tool_call_id, one.name) != (other.tool_call_id, other.name):
            return f"{place} answers {other.name} {other.tool_call_id!r}"
        if len(one.tool_calls) != len(other.tool_calls):
            return f"{place}: {len(one.tool_calls)} calls became {len(other.tool_calls)}"
        for call, back in zip(one.tool_calls, other.tool_calls, strict=True):
            if (call.id, call.name) != (back.id, back.name):
                return f"{place}: call {call.name} became {back.name}"
            if not identical(call.arguments, back.arguments):
                return f"{place}: the arguments of {call.name} became {back.arguments!r:.200}"
    return ""


def _compare_tools(
    row: Row, written: Sequence[Tool], read: Sequence[ReadTool], proven: dict[str, ReadTool]
) -> None:
    """Raises DataError unless the tools are the same. `proven` remembers, by id, what was read and
    found equal, so that the very same object need not be walked again."""
    if len(written) != len(read):
        raise _lost(row, f"{len(written)} tools became {len(read)}")
    for tool, back in zip(written, read, strict=True):
        if proven.get(tool.id) is back:
            continue
        if (tool.name, tool.description) != (back.name, back.description):
            raise _lost(row, f"tool {tool.name} became {back.name}: {back.description!r:.80}")
        if not identical(tool.parameters, back.parameters):
            raise _lost(row, f"the parameters of tool {tool.name} changed")
        if not row.masks:  # masks make new tools in every row
            proven[tool.id] = back


def identical(one: Json, other: Json) -> bool:
    """Whether two JSON values are the same to the last type: 1 is not 1.0 nor true, 0.0 is not
    -0.0, and the keys of objects come in the same order."""
    # equality alone takes 1 for true and ignores order; JSON text tells them apart, as fast
    return bool(one == other) and msgspec.json.encode(one) == msgspec.json.encode(other)
