"""The bot as what it is: another process, started, killed and asked to stop like any other."""

from __future__ import annotations

import asyncio
import ctypes
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Self

from playground.contract import ROOT
from playground.wire import Wire

_LIBC, _PR_SET_PDEATHSIG = ctypes.CDLL(None), 1
_NOT_THE_BOTS = {"playground", "tests", "benchmarks", ".git", ".venv", ".env", ".ci", "data"}


def _end_with_parent() -> None:
    """In the child: a bot whose test run was killed must not live on (Linux only)."""
    prctl = getattr(_LIBC, "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class BotDied(Exception):
    """The bot ended when it should have run; the message holds the end of its log."""


class BotProcess:
    """`python -m bot run` against a wire.

    It runs in a folder that holds the bot's rooms and not the playground, so that it can't import
    what pretends to be Discord. `command` replaces the program, `env` adds to its environment.
    """

    def __init__(
        self,
        wire: Wire,
        data_dir: Path,
        *,
        command: list[str] | None = None,
        env: dict[str, str] | None = None,
        root: Path = ROOT,
    ) -> None:
        self.wire, self.data_dir = wire, data_dir
        self.command = command or [sys.executable, "-m", "bot", "run"]
        self.env, self._root = env or {}, root
        self.log_path = data_dir / "bot.log"
        self.starts = 0
        self._rooms: Path | None = None
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
        self.forget_rooms()

    def environment(self) -> dict[str, str]:
        kept = {
            k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "TZ", "TMPDIR")
        }
        return {
            **kept,
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": "",
            "DATA_DIR": str(self.data_dir),
            **self.wire.environment,
            **self.env,
        }

    # --------------------------------------------------------------- life

    async def start(self, *, wait: bool = True, within: float = 45.0) -> None:
        """Start it; with `wait`, return once it has identified and its commands are known."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        identified = self.wire.gateway.identified
        with self.log_path.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self.command,
                cwd=self._rooms_folder(),
                env=self.environment(),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        self.starts += 1
        if wait:
            await self.ready(identified, within)

    async def ready(self, identified_before: int, within: float) -> None:
        def is_ready() -> bool:
            known = any(self.wire.backend.commands.values())
            return self.wire.gateway.identified > identified_before and known

        await self.wire.until(lambda: is_ready() or not self.running, within=within)
        if not is_ready():
            state = "did not get ready" if self.running else f"ended with {self.exit_code}"
            await self.kill()
            raise BotDied(f"the bot {state}; its log ends:\n{self.tail()}")

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        return self._process.returncode if self._process is not None else None

    async def kill(self) -> None:
        """kill -9, and its children with it."""
        if self.running:
            os.killpg(self.pid, signal.SIGKILL)
        await self.wait()

    async def stop(self, *, within: float = 15.0) -> int:
        """SIGTERM; its exit code. A bot that has not gone after `within` seconds is killed: -9."""
        if self.running:
            assert self._process is not None
            self._process.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(within):
                    await self._process.wait()
            except TimeoutError:
                await self.kill()
        return await self.wait()

    async def wait(self, within: float = 30.0) -> int:
        """Its exit code, once it has ended by itself."""
        if self._process is None:
            return 0
        async with asyncio.timeout(within):
            return await self._process.wait()

    async def restart(self, *, hard: bool = False) -> None:
        """Stop (or kill) it and start it again, on the peer's present time."""
        await (self.kill() if hard else self.stop())
        await self.start()

    async def later(self, seconds: float) -> None:
        """Show the bot a later day: it stops, the clock moves for everybody, it starts again."""
        await self.stop()
        self.wire.clock.advance(seconds)
        await self.start()

    # ------------------------------------------------------------- looking

    def logs(self) -> str:
        return self.log_path.read_text("utf-8", "replace") if self.log_path.exists() else ""

    def tail(self, lines: int = 40) -> str:
        return "\n".join(self.logs().splitlines()[-lines:])

    async def logged(self, text: str, within: float = 10.0) -> bool:
        """Whether the log came to contain `text`."""
        end = time.monotonic() + within
        while text not in self.logs():
            if time.monotonic() > end:
                return False
            await asyncio.sleep(0.05)
        return True

    @property
    def cpu_seconds(self) -> float:
        """Processor time of the process so far, from /proc."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def resident_bytes(self) -> int:
        """Resident memory of the process, from /proc."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def _rooms_folder(self) -> Path:
        if self._rooms is None:
            self._rooms = Path(tempfile.mkdtemp(prefix="rooms-"))
            for item in self._root.iterdir():
                if item.name not in _NOT_THE_BOTS and not item.name.startswith("."):
                    (self._rooms / item.name).symlink_to(item)
        return self._rooms

    def forget_rooms(self) -> None:
        if self._rooms is not None:
            shutil.rmtree(self._rooms, ignore_errors=True)
            self._rooms = None
