"""Working folders: how much is in one, and removing it whatever was made in it."""

import os
import shutil
import stat
from pathlib import Path


def used(folder: str, entries: int) -> tuple[int, int]:
    """Bytes on the disk and number of entries below a folder; stops counting beyond `entries`.
    What vanishes or cannot be entered meanwhile counts for nothing."""
    size = count = 0
    waiting = [folder]
    while waiting and count <= entries:
        try:
            found = list(os.scandir(waiting.pop()))
        except OSError:
            continue
        count += len(found)
        for entry in found:
            try:
                state = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            size += state.st_blocks * 512
            if stat.S_ISDIR(state.st_mode):
                waiting.append(entry.path)
    return size, count


def remove(folder: str) -> None:
    """Remove a folder that no living process writes to; nothing if there is none. Links are not
    followed. Folders nested deeper than paths or descriptors go are moved up first, level by
    level, and folders that forbid entering are opened."""
    try:
        os.rmdir(folder)  # most are empty
    except FileNotFoundError:
        return
    except OSError:
        try:
            shutil.rmtree(folder)
        except (OSError, RecursionError):
            _flatten(folder)


def empty(folder: str) -> None:
    """Remove what is in a folder that no living process writes to."""
    remove(folder)
    os.mkdir(folder, 0o700)


def _flatten(folder: str) -> None:
    number = 0
    os.chmod(folder, 0o700)
    while children := os.listdir(folder):
        for name in children:
            child = os.path.join(folder, name)
            if not _is_folder(child):
                Path(child).unlink()
                continue
            os.chmod(child, 0o700)
            for inner in os.listdir(child):
                path = os.path.join(child, inner)
                if _is_folder(path):
                    os.chmod(path, 0o700)  # moving a folder rewrites its `..`
                    number += 1
                    os.rename(path, os.path.join(folder, f".moved-{number}"))
                else:
                    Path(path).unlink()
            os.rmdir(child)
    os.rmdir(folder)


def _is_folder(path: str) -> bool:
    return stat.S_ISDIR(os.lstat(path).st_mode)
