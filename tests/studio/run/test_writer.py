"""Crashes, full disks and hands that meddle: simulated at our own seam, byte for byte."""

import contextlib
import errno
import os
import shutil
from pathlib import Path

import pytest
from run_fakes import parts, scarce, settings, snapshot, tools

from studio.errors import RunChanged, RunDamaged, RunError, RunExists, RunLocked, StorageError
from studio.pipeline import generate
from studio.run import Run
from studio.storage import Disk, Lock

N = 25


def make(config, **more):
    return generate(config, tools(), **({"parts": scarce, "shard": 10, "chunk": 8} | more))


class Killed(BaseException):
    """What kill -9 looks like from inside: nothing more happens, no cleaning up either."""


class DyingDisk(Disk):
    """Dies at one operation. A write is torn in the middle. With `power` every byte that was not
    synced is lost too, as when the power goes."""

    def __init__(self, at, power=False):
        self.left = at
        self.power = power
        self.unsynced = {}
        self.opened = []

    def _step(self, doomed=lambda: None):
        if self.left == 0:
            self.left = -1
            doomed()
            for file in self.opened:  # the system closes the files of the dead
                file.close()
            if self.power:
                for path, size in self.unsynced.items():
                    with contextlib.suppress(FileNotFoundError):
                        os.truncate(path, size)
        if self.left < 0:
            raise Killed
        self.left -= 1

    def folder(self, path):
        self._step()
        super().folder(path)

    def create(self, path):
        self._step()
        self.unsynced[path] = 0
        self.opened.append(super().create(path))
        return self.opened[-1]

    def append(self, path):
        self._step()
        self.unsynced[path] = path.stat().st_size if path.exists() else 0
        self.opened.append(super().append(path))
        return self.opened[-1]

    def write(self, file, data):
        self._step(lambda: file.write(data[: len(data) // 2]))
        super().write(file, data)

    def sync(self, file):
        self._step()
        super().sync(file)
        del self.unsynced[Path(file.name)]

    def rename(self, source, target):
        self._step()
        super().rename(source, target)

    def remove(self, path):
        self._step()
        super().remove(path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """What the uninterrupted run looks like."""
    folder = tmp_path_factory.mktemp("whole") / "r"
    make(settings(folder, n=N))
    return snapshot(folder)


@pytest.mark.parametrize("power", [False, True], ids=["kill", "power"])
def test_killed_at_any_write_and_resumed_the_bytes_are_the_same(tmp_path, whole, power):
    boundary = 0
    while True:
        folder = tmp_path / str(boundary)
        try:
            make(settings(folder, n=N), disk=DyingDisk(boundary, power))
        except Killed:
            make(settings(folder, n=N), resume=True)
            assert snapshot(folder) == whole, f"killed at operation {boundary}"
            shutil.rmtree(folder)
        else:
            break
        boundary += 1
    assert boundary > 35


def test_killed_again_and_again_it_still_gets_there(tmp_path, whole):
    folder = tmp_path / "r"
    for survives in range(1, 40):
        try:
            make(settings(folder, n=N), resume=True, disk=DyingDisk(survives))
            break
        except Killed:
            continue
    assert snapshot(folder) == whole


class FullDisk(Disk):
    """Refuses writes after so many bytes, taking what fits."""

    def __init__(self, room):
        self.room = room

    def write(self, file, data):
        file.write(data[: self.room])
        self.room -= len(data)
        if self.room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("room", [0, 3000, 10_000, 30_000])
def test_a_full_disk_is_one_line_and_loses_nothing(tmp_path, whole, room):
    folder = tmp_path / "r"
    with pytest.raises(StorageError) as told:
        make(settings(folder, n=N), disk=FullDisk(room))
    assert "no space left on device" in str(told.value)
    assert "--resume" in str(told.value)
    assert str(folder) in str(told.value)
    assert not list(folder.rglob("*.part"))
    make(settings(folder, n=N), resume=True)
    assert snapshot(folder) == whole


def test_a_read_only_folder_is_one_line(tmp_path):
    class ReadOnly(Disk):
        def folder(self, path):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with pytest.raises(StorageError, match=r"read-only file system.*choose another --out"):
        make(settings(tmp_path / "r"), disk=ReadOnly())


def test_an_out_below_a_file_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    for out in (tmp_path / "file" / "r", tmp_path / "file"):
        with pytest.raises(RunExists, match="file: is a file, not a folder: choose another --out"):
            make(settings(out))


def test_a_second_writer_is_refused_and_changes_nothing(tmp_path):
    folder = tmp_path / "r"
    make(settings(folder, n=N))
    before = snapshot(folder)
    with Lock(folder / ".lock"):
        for how in ("resume", "overwrite"):
            with pytest.raises(RunLocked, match=f"process {os.getpid()} is writing this run"):
                make(settings(folder, n=N), **{how: True})
    assert snapshot(folder) == before


def test_a_run_is_never_overwritten_silently(tmp_path):
    make(settings(tmp_path / "r", n=N))
    with pytest.raises(RunExists, match=r"--resume.*--overwrite"):
        make(settings(tmp_path / "r", n=N))


def test_overwrite_gives_the_same_run_as_a_fresh_start(tmp_path, whole):
    make(settings(tmp_path / "r", n=90, seed=5))
    make(settings(tmp_path / "r", n=N), overwrite=True)
    assert snapshot(tmp_path / "r") == whole


@pytest.mark.parametrize("how", [{}, {"resume": True}, {"overwrite": True}])
def test_a_folder_that_is_no_run_is_left_alone(tmp_path, how):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(RunExists, match=r"thesis\.txt"):
        make(settings(tmp_path), **how)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_config_that_is_not_ours_is_left_alone(tmp_path):
    (tmp_path / "config.json").write_text('{"kind": "model"}')
    with pytest.raises(RunError, match=r"not the config\.json of a run"):
        make(settings(tmp_path), overwrite=True)
    assert (tmp_path / "config.json").read_text() == '{"kind": "model"}'


def test_overwrite_leaves_a_run_with_strange_files_alone(tmp_path):
    make(settings(tmp_path / "r", n=N))
    (tmp_path / "r" / "notes.md").write_text("mine")
    before = snapshot(tmp_path / "r")
    with pytest.raises(RunExists, match=r"notes\.md"):
        make(settings(tmp_path / "r", n=N), overwrite=True)
    assert snapshot(tmp_path / "r") == before


def test_other_settings_are_refused_by_name(tmp_path):
    make(settings(tmp_path / "r", n=N))
    before = snapshot(tmp_path / "r")
    other = settings(tmp_path / "r", n=N + 1, seed=3, mask=0)
    with pytest.raises(RunChanged) as told:
        make(other, resume=True)
    for key in ("n (25 → 26)", "seed (0 → 3)", "mask (0.33 → 0.0)"):
        assert key in str(told.value)
    assert snapshot(tmp_path / "r") == before


def test_other_tools_are_refused(tmp_path):
    make(settings(tmp_path / "r", n=N))
    with pytest.raises(RunChanged, match="tools"):
        generate(settings(tmp_path / "r", n=N), tools(7), parts=scarce, shard=10, resume=True)


def test_other_parts_are_refused(tmp_path):
    make(settings(tmp_path / "r", n=N, mix="alpha=100"))

    def fewer(config):
        found = parts(config)
        return type(found)(found.scenarios, found.teacher, (), found.filters)

    with pytest.raises(RunChanged, match=r'checks \(\["seven"\] → \[\]\)'):
        make(settings(tmp_path / "r", n=N, mix="alpha=100"), parts=fewer, resume=True)


def test_where_the_schemas_lie_may_change(tmp_path, whole):
    make(settings(tmp_path / "r", n=N), resume=True)
    make(settings(tmp_path / "r", n=N, schemas=["elsewhere.json"], workers=3), resume=True)
    assert snapshot(tmp_path / "r") == whole


def test_resuming_a_finished_run_changes_nothing(tmp_path, whole):
    make(settings(tmp_path / "r", n=N))
    stats = (tmp_path / "r" / "stats.json").read_bytes()
    report = make(settings(tmp_path / "r", n=N), resume=True)
    assert report.stats["kept"] == N
    assert snapshot(tmp_path / "r") == whole
    assert (tmp_path / "r" / "stats.json").read_bytes() == stats


def _flip(file):
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def _shorten(file):
    os.truncate(file, file.stat().st_size - 10)


@pytest.mark.parametrize("harm", [_flip, _shorten, os.remove], ids=["flip", "shorten", "remove"])
@pytest.mark.parametrize(
    "name", ["samples/00000.jsonl", "samples/00001.jsonl", "dropped/00001.jsonl", "tools.jsonl"]
)
def test_damage_is_found_and_named(tmp_path, harm, name):
    make(settings(tmp_path / "r", n=N))
    harm(tmp_path / "r" / name)
    with pytest.raises(RunDamaged) as told:
        make(settings(tmp_path / "r", n=N), resume=True)
    assert name.split("/")[0] in str(told.value)
    if harm is not os.remove:
        assert name in str(told.value)


def test_a_lost_last_shard_is_made_again(tmp_path, whole):
    make(settings(tmp_path / "r", n=N))
    (tmp_path / "r" / "samples" / "00002.jsonl").unlink()
    make(settings(tmp_path / "r", n=N), resume=True)
    assert snapshot(tmp_path / "r") == whole


def test_a_half_written_row_is_named_when_read(tmp_path):
    make(settings(tmp_path / "r", n=N))
    _shorten(tmp_path / "r" / "samples" / "00001.jsonl")
    with pytest.raises(RunDamaged, match=r"samples/00001\.jsonl:10"):
        list(Run(tmp_path / "r").samples())
