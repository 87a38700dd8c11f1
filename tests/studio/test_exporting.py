"""An export says what the run says, to the last type, or it is not there."""

import errno
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_runs import calling, decoded, tool, write_run

from studio.errors import DataError, RunDamaged, RunError, StorageError
from studio.export import Format, formats
from studio.export._views import views
from studio.export.openai import OpenAI
from studio.exporting import export, identical
from studio.record import Mask
from studio.rows import Row, RowCall, RowMessage
from studio.run import Run
from studio.storage import Disk, told

SEARCH = tool(
    "drive.search",
    {
        "type": "object",
        "properties": {
            "page_size": {"type": "integer", "maximum": 2**64, "default": 10},
            "query": {"type": "string", "enum": ["a", "ß", None]},
            "nested": {"$ref": "#/$defs/n"},
        },
        "required": ["query"],
        "additionalProperties": False,
        "$defs": {"n": {"type": "object", "properties": {"x": {"multipleOf": 0.01}}}},
    },
)
PING = tool("ping", {"type": "object", "properties": {"host": {"type": "string"}}})
ODD = {
    "query": 'naïve “quotes” \\ "x" \n\t 漢字 🦊 \u2028',
    "page_size": 10**30,
    "nested": {"b": None, "a": [None, {"deep": [1, 1.0, True, -0.0, 1e300, [], {}]}]},
}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    mask = Mask(name="fn_7", parameters={"host": "p0"})
    samples = [
        calling(0, "find ß", [SEARCH, PING], [("drive.search", ODD)], system="Be brief."),
        calling(1, "hi – 🦊", [PING], []),
        calling(
            2, "ping b", [PING, SEARCH], [("fn_7", {"p0": "b"})], masks={PING.id: mask},
            results=['{"ms": 1.50}'],
        ),
        calling(3, "both", [PING], [("ping", {"host": "x"}), ("ping", {"host": "x"})]),
        calling(4, "nothing on offer", [], []),
    ]  # fmt: skip
    return Run(write_run(tmp_path / "run", [SEARCH, PING], samples))


def test_rows_have_openais_form(run: Run, tmp_path: Path) -> None:
    done = export(run, OpenAI(), tmp_path / "out")
    rows = decoded(tmp_path / "out" / "train.jsonl")
    first, chat, masked, both, bare = rows
    (call,) = first["messages"][2].pop("tool_calls")
    assert json.loads(call["function"].pop("arguments")) == ODD
    assert call == {"id": "call_0", "type": "function", "function": {"name": "drive.search"}}
    assert first["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "find ß"},
        {"role": "assistant", "content": None},
    ]
    assert first["tools"][0] == {
        "type": "function",
        "function": {
            "name": SEARCH.name,
            "description": SEARCH.description,
            "parameters": SEARCH.parameters,
        },
    }
    assert chat["messages"][1] == {"role": "assistant", "content": "Sure?"}
    assert masked["tools"][0]["function"]["name"] == "fn_7"
    assert masked["tools"][0]["function"]["parameters"]["properties"] == {"p0": {"type": "string"}}
    assert masked["messages"][2] == {
        "role": "tool",
        "tool_call_id": "call_0",
        "content": '{"ms": 1.50}',
    }
    assert [call["id"] for call in both["messages"][1]["tool_calls"]] == ["call_0", "call_1"]
    assert "tools" not in bare
    assert (done.rows, done.masked, done.calls, done.tools, done.complete) == (5, 1, 4, 2, True)


def test_the_summary_describes_the_file(run: Run, tmp_path: Path) -> None:
    done = export(run, OpenAI(), tmp_path / "out")
    data = (tmp_path / "out" / "train.jsonl").read_bytes()
    summary = json.loads((tmp_path / "out" / "export.json").read_text())
    assert summary["sha256"] == hashlib.sha256(data).hexdigest() == done.sha256
    assert summary["rows"] == 5
    assert summary["bytes"] == len(data)
    assert summary["run"]["digest"] == run.header["digest"]
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "export.json",
        "train.jsonl",
    ]


def test_nothing_is_replaced_silently_and_a_run_stays_a_run(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(run, OpenAI(), out)
    (out / "train.jsonl").write_text("mine")
    with pytest.raises(StorageError, match=r"train\.jsonl.*--overwrite"):
        export(run, OpenAI(), out)
    assert (out / "train.jsonl").read_text() == "mine"
    assert export(run, OpenAI(), out, overwrite=True).rows == 5
    with pytest.raises(StorageError, match="a run lies there"):
        export(run, OpenAI(), run.path, overwrite=True)


def test_an_unfinished_run_is_exported_as_far_as_it_is_sealed(tmp_path: Path) -> None:
    samples = [calling(k, f"hi {k}", [PING], []) for k in range(5)]
    path = write_run(tmp_path / "run", [PING], samples, n=9, ended=False)
    done = export(Run(path), OpenAI(), tmp_path / "out")
    assert (done.rows, done.asked, done.complete) == (4, 9, False)
    empty = write_run(tmp_path / "empty", [PING], samples[:1], n=9, ended=False)
    with pytest.raises(RunError, match="no sealed rows yet"):
        export(Run(empty), OpenAI(), tmp_path / "none")
    assert not (tmp_path / "none").exists()


class FullDisk(Disk):
    """Refuses at a given operation."""

    def __init__(self, operation: str, code: int) -> None:
        self.operation, self.code = operation, code

    def _refuse(self, operation: str) -> None:
        if operation == self.operation:
            raise OSError(self.code, "No space left on device")

    def create(self, path):
        self._refuse("create")
        return super().create(path)

    def write(self, file, data):
        super().write(file, data[: len(data) // 2])
        self._refuse("write")
        super().write(file, data[len(data) // 2 :])

    def sync(self, file):
        self._refuse("sync")
        super().sync(file)

    def rename(self, source, target):
        self._refuse("rename")
        super().rename(source, target)


@pytest.mark.parametrize("operation", ["create", "write", "sync", "rename"])
def test_a_disk_that_refuses_is_named_and_nothing_stays(
    operation: str, run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "deep" / "out"
    with pytest.raises(StorageError, match=r"nothing was exported.*another --out") as caught:
        export(run, OpenAI(), out, disk=FullDisk(operation, errno.ENOSPC))
    assert "--resume" not in str(caught.value)
    assert not out.exists()


def test_a_failed_overwrite_leaves_the_earlier_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(run, OpenAI(), out)
    before = (out / "train.jsonl").read_bytes()
    with pytest.raises(StorageError):
        export(run, OpenAI(), out, overwrite=True, disk=FullDisk("write", errno.ENOSPC))
    assert (out / "train.jsonl").read_bytes() == before
    assert not list(out.glob("*.part"))


class Forgetful(OpenAI):
    """Loses something of a row: what reading back is for."""

    def __init__(self, before: bytes, after: bytes) -> None:
        super().__init__()
        self.before, self.after = before, after

    def write(self, view, tools):
        return super().write(view, tools).replace(self.before, self.after)


@pytest.mark.parametrize(
    ("before", "after", "row", "what"),
    [
        (b"1.0,true", b"1,true", 0, "arguments of drive.search"),
        (b"\\\"b\\\":null,", b"", 0, "arguments of drive.search"),
        (b"10000000000000000000000000000", b"10000000000000000000000000001", 0, "arguments"),
        (b'"maximum":18446744073709551616', b'"maximum":1.8446744073709552e19', 0, "parameters"),
        (b'"content":"hi', b'"content":"ho', 1, "message 0"),
        (b'"name":"p', b'"name":"q', 0, "tool ping became qing"),
        (b'"p0"', b'"p1"', 2, "parameters of tool fn_7"),
        (b'"tool_call_id":"call_0"', b'"tool_call_id":"call_1"', 2, "answers"),
        (b"sch\xc3\xb6n", b"schoen", 0, "tool drive.search became"),
        (b'"type":"function",', b"", 0, "cannot be read back"),
        (b'"role":"user"', b'"rolle":"user"', 0, "cannot be read back"),
    ],
)  # fmt: skip
def test_a_row_that_does_not_survive_is_named(
    before: bytes, after: bytes, row: int, what: str, run: Run, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match=rf"row {row} \(s-{row}\) .*{what}"):
        export(run, Forgetful(before, after), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_damaged_run_is_named(run: Run, tmp_path: Path) -> None:
    shard = run.path / "samples" / "00001.jsonl"
    shard.write_bytes(shard.read_bytes()[:-20])
    with pytest.raises(RunDamaged, match=r"00001\.jsonl:2"):
        export(run, OpenAI(), tmp_path / "out")
    table = run.path / "tools.jsonl"
    table.write_bytes(table.read_bytes().splitlines(keepends=True)[0])
    with pytest.raises(RunDamaged, match=r"row 0 offers 'ping-"):
        export(run, OpenAI(), tmp_path / "out")
    assert not (tmp_path / "out").exists()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs",))),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)  # fmt: skip


@pytest.mark.parametrize("form", list(formats()), ids=lambda form: form.name)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(arguments=st.dictionaries(st.text(max_size=8), json_values, max_size=4), text=st.text())
def test_every_format_reads_back_what_it_wrote(
    form: Format, arguments: dict[str, object], text: str
) -> None:
    messages = [
        RowMessage(role="system", content=text),
        RowMessage(role="user", content=text),
        RowMessage(role="assistant", tool_calls=(RowCall("call_0", "ping", arguments),)),
        RowMessage(role="tool", content=text, tool_call_id="call_0", name="ping"),
        RowMessage(role="assistant", content=text),
    ]
    row = Row(id="s-1", index=0, tools=(PING.id, SEARCH.id), messages=tuple(messages))
    line = form.write(row, [PING, SEARCH])
    back, tools = form.read(line)
    assert list(back) == messages
    assert identical(back[2].tool_calls[0].arguments, arguments)
    assert [tool.parameters for tool in tools] == [PING.parameters, SEARCH.parameters]
    # Python's own reader says the same: no two wrongs of one library
    assert b"\n" not in line
    json.loads(line)


def test_identical_tells_types_and_order_apart() -> None:
    assert identical({"a": [1, None, "x"]}, {"a": [1, None, "x"]})
    for one, other in [(1, 1.0), (1, True), (0.0, -0.0), ([], {}), (None, False), ("1", 1)]:
        assert not identical({"a": [one]}, {"a": [other]})
    assert not identical({"a": 1, "b": 2}, {"b": 2, "a": 1})


def test_another_folder_with_a_config_json_may_take_an_export(run: Run, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text('{"model_type": "llama"}')
    assert export(run, OpenAI(), tmp_path / "model").rows == 5


def test_a_run_that_cannot_be_read_is_the_one_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shard = run.path / "samples" / "00001.jsonl"

    def failing(self: Run, kind: str) -> Iterator[tuple[str, bytes]]:
        with told(shard):
            raise OSError(errno.EIO, "Input/output error", str(shard))
        yield "", b""

    monkeypatch.setattr(Run, "lines", failing)
    with pytest.raises(StorageError, match=r"00001\.jsonl: input.*make the run readable"):
        export(run, OpenAI(), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_tool_that_arrives_later_is_not_on_offer_before(tmp_path: Path) -> None:
    """The refusal is learnt without the tool, the call with it; nothing is learnt twice."""
    row = Row(
        id="s-1",
        index=0,
        tools=("search", "ping"),
        messages=(
            RowMessage("system", "Be brief."),
            RowMessage("user", "ping b"),
            RowMessage("assistant", "I have nothing for that."),
            RowMessage("user", "Try again."),
            RowMessage(
                "assistant", None, (RowCall("c", "ping", {"host": "b"}),), thought="It came."
            ),
        ),
        arrivals={"ping": 3},
    )
    before, after = views(row, thoughts=False)
    assert (before.tools, after.tools) == (("search",), ("search", "ping"))
    assert before.messages == row.messages[:3]
    assert [message.trained for message in after.messages] == [True, True, False, True, True]
    assert after.messages[-1].content == "It came."
    assert next(iter(views(row, thoughts=True))).messages == row.messages[:3]
    line = OpenAI().write(after, [SEARCH, PING])
    assert [m.get("weight") for m in json.loads(line)["messages"]] == [None, None, 0, None, None]
    assert OpenAI().read(line)[0] == list(after.messages)
