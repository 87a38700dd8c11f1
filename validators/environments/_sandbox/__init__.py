"""The sandbox that executes functions of Python files: a warm server, and children forked from it.

    client ──control socket──► server ──fork──► child
       └───────────────── a socket per child ─────┘

`client`, `dialogue`, `idle`, `files` and `folder` run in the studio; `server`, `child`, `fresh`,
`reach`, `imports`, `binding`,
`results`, `verdicts`, `confinement`, `landlock`, `seccomp` and `syscalls` in the sandbox, where
this package is imported by itself, so that `validators`, `studio` and their dependencies are not:
hence imports here are relative, and of the standard library and pydantic only.
"""
