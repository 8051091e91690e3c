"""The command line as a user starts it: in this process, in a shell with pipes, or on a terminal."""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from deployments.cli import main

ROOT = Path(__file__).parents[1]
CALL = [sys.executable, "-m", "deployments"]

#: What an environment can say to the command line; tests begin without any of it.
_SAID = ("CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "DEPLOYMENTS_REGISTRY", "FORCE_COLOR", "NO_COLOR", "PYTHONIOENCODING")


class Printed(NamedTuple):
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    def text(self, encoding: str) -> str:
        """Return what was printed by a command that writes in that encoding."""
        return self.out.encode("latin-1").decode(encoding)


def environment(**said: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name not in _SAID}
    return {**own, "PYTHONPATH": str(ROOT), **said}


def run(*words: str | Path, cwd: Path = ROOT, stdin: str | bytes = b"", **said: str) -> Printed:
    """Run a command in this process, as if its streams were pipes; keywords are variables of its environment."""
    sent = stdin.encode() if isinstance(stdin, str) else stdin
    encoding = said.get("PYTHONIOENCODING", "utf-8")
    streams = [io.TextIOWrapper(io.BytesIO(), encoding, errors) for errors in ("strict", "backslashreplace")]
    with (
        contextlib.chdir(cwd),
        mock.patch.dict(os.environ, environment(**said), clear=True),
        mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(sent))),
        contextlib.redirect_stdout(streams[0]),
        contextlib.redirect_stderr(streams[1]),
    ):
        try:
            status = main([*map(str, words)])
        except SystemExit as ended:
            status = int(ended.code or 0)
    # An encoding of one byte each keeps the bytes of any other.
    read_as = "utf-8" if "PYTHONIOENCODING" not in said else "latin-1"
    out, err = (each.buffer.getvalue().decode(read_as) for each in streams)
    return Printed(status, out, err)


def shell(script: str, cwd: Path = ROOT, **said: str) -> Printed:
    """Run a script of bash in which `deployments` is the command."""
    script = f'deployments() {{ "{sys.executable}" -m deployments "$@"; }}\n{script}'
    done = subprocess.run(
        ["/bin/bash", "-c", script], cwd=cwd, capture_output=True, text=True, check=False, env=environment(**said)
    )
    return Printed(done.returncode, done.stdout, done.stderr)


def on_terminal(
    call: Sequence[str], typed: bytes = b"", said: Mapping[str, str] | None = None, columns: int = 80
) -> Printed:
    """Run a program whose three streams are one terminal; `out` is all that it shows."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    own = {**environment(TERM="xterm"), **(said or {})}
    process = subprocess.Popen(call, stdin=child, stdout=child, stderr=child, env=own, cwd=ROOT, close_fds=True)
    os.close(child)
    os.write(parent, typed)
    shown = b""
    while select.select([parent], [], [], 60)[0]:
        try:
            some = os.read(parent, 1 << 16)
        except OSError:  # what Linux says when the program has ended
            break
        if not some:
            break
        shown += some
    os.close(parent)
    return Printed(process.wait(), shown.decode(), "")
