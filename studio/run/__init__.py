"""The run directory: what a run leaves on the disk.

    reader   settings, tools, kept and dropped rows of a run: `Run`
    writer   started, sealed shard by shard, resumed after any crash
    tally    what is counted while it is made

How the disk itself is written is `studio.storage`.
"""

from studio.run.reader import CONFIG, DROPPED, SAMPLES, TOOLS, Run, read_header

__all__ = ["CONFIG", "DROPPED", "SAMPLES", "TOOLS", "Run", "read_header"]
