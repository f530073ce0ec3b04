"""The gateway: HELLO, IDENTIFY, HEARTBEAT, RESUME with replay, invalid sessions, and its faults."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
import weakref
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from playground.faults import Faults
from playground.simcord_inside import WireBackend

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT = 0, 1, 2, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11
RESUMABLE_FOR = 120.0


@dataclass(eq=False)
class Session:
    """What one IDENTIFY opened: it outlives its connection for a while, and keeps what it sent."""

    id: str
    intents: int
    sequence: int = 0
    sent: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=5000))
    outgoing: asyncio.Queue[str | None] | None = None
    lost_at: float = 0.0

    def push(self, event: str, data: Mapping[str, Any]) -> None:
        self.sequence += 1
        text = json.dumps({"op": DISPATCH, "t": event, "s": self.sequence, "d": data})
        self.sent.append((self.sequence, text))
        if self.outgoing is not None:
            self.outgoing.put_nowait(text)


class Gateway:
    """All sessions; each gets every event its intents ask for, as two bots by mistake would."""

    def __init__(self, backend: WireBackend, faults: Faults, changed: Callable[[], None]) -> None:
        self._backend, self._faults, self._changed = backend, faults, changed
        self.url = ""
        self.token = ""
        self.heartbeat_ms = 41_250
        self.doubled = 0.0
        """Chance that an event is delivered twice."""
        self.deaf = False
        """Heartbeats are not answered: the bot must notice a dead connection by itself."""
        self.identified = 0
        self.resumed = 0
        self._refusing = ""
        self._sessions: dict[str, Session] = {}
        self._dropped: weakref.WeakSet[web.WebSocketResponse] = weakref.WeakSet()
        self._sockets: dict[web.WebSocketResponse, web.Request] = {}

    @property
    def connected(self) -> int:
        return sum(s.outgoing is not None for s in self._sessions.values())

    def broadcast(self, event: str, payload: Mapping[str, Any]) -> None:
        """Send an event to all sessions, also those that may still come back and resume."""
        if event == "GUILD_CREATE":  # one that arrives later is a new guild: no `unavailable`
            payload = {k: v for k, v in payload.items() if k != "unavailable"}
        for session in list(self._sessions.values()):
            if session.outgoing is None and time.monotonic() - session.lost_at > RESUMABLE_FOR:
                del self._sessions[session.id]
                continue
            data = self._backend.shaped(event, payload, session.intents)
            if data is None:
                continue
            session.push(event, data)
            if self.doubled and self._faults.random.random() < self.doubled:
                session.push(event, data)
        self._changed()

    # ---------------------------------------------------------------- faults

    def refuse(self, how: str = "503") -> None:
        """New connections are answered 503, or closed without a word (`how="closed"`)."""
        self._refusing = how

    def accept(self) -> None:
        self._refusing = ""

    async def drop(self, code: int = 4000, *, resumable: bool = True) -> None:
        """Close every connection; unless `resumable`, a RESUME then finds its session invalid."""
        if not resumable:
            self._sessions.clear()
        self._dropped.update(self._sockets)
        for socket in list(self._sockets):
            await socket.close(code=code)

    def cut(self) -> None:
        """The network goes: no closing frame."""
        for request in list(self._sockets.values()):
            if request.transport is not None:
                request.transport.abort()

    async def ask_reconnect(self) -> None:
        for socket in list(self._sockets):
            await socket.send_json({"op": RECONNECT, "d": None})

    async def invalidate(self) -> None:
        self._sessions.clear()
        for socket in list(self._sockets):
            await socket.send_json({"op": INVALID_SESSION, "d": False})

    # ------------------------------------------------------------ connection

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if self._refusing == "closed" and request.transport is not None:
            request.transport.close()
        if self._refusing:
            return web.Response(status=503)
        socket = web.WebSocketResponse(max_msg_size=2**20, timeout=0.5)
        await socket.prepare(request)
        self._sockets[socket] = request
        outgoing: asyncio.Queue[str | None] = asyncio.Queue()
        writer = asyncio.create_task(self._write(socket, outgoing))
        outgoing.put_nowait(
            json.dumps({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_ms}})
        )
        session: Session | None = None
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    session = await self._hear(json.loads(message.data), session, socket, outgoing)
        finally:
            self._sockets.pop(socket, None)
            outgoing.put_nowait(None)
            writer.cancel()
            self._part(session, socket, outgoing)
        return socket

    async def _write(
        self, socket: web.WebSocketResponse, outgoing: asyncio.Queue[str | None]
    ) -> None:
        with suppress(ConnectionError, asyncio.CancelledError):
            while (text := await outgoing.get()) is not None:
                await socket.send_str(text)

    def _part(
        self, session: Session | None, socket: web.WebSocketResponse, outgoing: asyncio.Queue[Any]
    ) -> None:
        if session is None or session.outgoing is not outgoing:
            return
        session.outgoing, session.lost_at = None, time.monotonic()
        if socket.close_code in (1000, 1001) and socket not in self._dropped:  # said good-bye
            self._sessions.pop(session.id, None)
        self._changed()

    async def _hear(
        self,
        frame: dict[str, Any],
        session: Session | None,
        socket: web.WebSocketResponse,
        outgoing: asyncio.Queue[str | None],
    ) -> Session | None:
        data: Any = frame.get("d")
        match frame.get("op"):
            case 1 if not self.deaf:
                outgoing.put_nowait(json.dumps({"op": HEARTBEAT_ACK, "d": None}))
            case 2 | 6 if str(data["token"]) != self.token:
                await socket.close(code=4004, message=b"Authentication failed.")
            case 2:
                session = self._identify(data, outgoing)
            case 6:
                session = self._resume(data, outgoing)
            case 8 if session is not None and data is not None:
                self._send_members(data, session)
        return session

    def _identify(self, data: dict[str, Any], outgoing: asyncio.Queue[str | None]) -> Session:
        session = Session(secrets.token_hex(16), int(data["intents"]), outgoing=outgoing)
        self._sessions[session.id] = session
        guilds = list(self._backend.guilds.values())
        ready = {
            "v": 10,
            "user": self._backend.bot_payload(),
            "guilds": [{"id": str(g.id), "unavailable": True} for g in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.url,
            "shard": data.get("shard") or [0, 1],
            "application": {"id": str(self._backend.application_id), "flags": 0},
        }
        session.push("READY", ready)
        for guild in guilds:
            shaped = self._backend.shaped(
                "GUILD_CREATE", self._backend.guild_payload(guild), session.intents
            )
            if shaped is not None:
                session.push("GUILD_CREATE", shaped)
        self.identified += 1
        self._changed()
        return session

    def _resume(self, data: dict[str, Any], outgoing: asyncio.Queue[str | None]) -> Session | None:
        session, last = self._sessions.get(data["session_id"]), int(data["seq"] or 0)
        if session is None or (session.sent and session.sent[0][0] > last + 1):
            outgoing.put_nowait(json.dumps({"op": INVALID_SESSION, "d": False}))
            return None
        for sequence, text in session.sent:
            if sequence > last:
                outgoing.put_nowait(text)
        session.outgoing = outgoing
        session.push("RESUMED", {"_trace": []})
        self.resumed += 1
        self._changed()
        return session

    def _send_members(self, data: dict[str, Any], session: Session) -> None:
        asked = data.get("user_ids") or []
        wanted = {int(i) for i in (asked if isinstance(asked, list) else [asked])}
        members = self._backend.member_payloads(int(data["guild_id"]), wanted)
        chunk: dict[str, Any] = {"guild_id": str(data["guild_id"]), "members": members}
        chunk |= {"chunk_index": 0, "chunk_count": 1, "not_found": []}
        if data.get("nonce"):
            chunk["nonce"] = data["nonce"]
        session.push("GUILD_MEMBERS_CHUNK", chunk)
