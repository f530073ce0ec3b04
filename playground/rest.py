"""The REST side: each request is checked, struck by faults, done by the backend, and answered."""

from __future__ import annotations

import asyncio
import io
import json
import traceback
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aiohttp import web

from playground.faults import Fault
from playground.simcord_inside import BackendError, Upload

if TYPE_CHECKING:
    from playground.wire import Wire

PREFIX = "/api/v10"
_PUBLIC = ("interactions", "webhooks")


@dataclass
class Heard:
    """One request of the bot, as the peer saw it."""

    method: str
    path: str
    params: dict[str, str]
    body: Any
    at: datetime
    status: int = 0
    files: tuple[str, ...] = ()


class Rest:
    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self.requests: deque[Heard] = deque(maxlen=5000)
        self.held = 0
        """Requests that arrived and have not had their effect yet."""
        self.looked = 0
        """How often the history of a channel was read."""
        self._nonces: dict[str, tuple[int, int, float]] = {}

    async def serve(self, request: web.Request) -> web.StreamResponse:
        wire, path = self._wire, request.path.removeprefix(PREFIX)
        body, files = await _read(request)
        heard = Heard(request.method, path, dict(request.query), body, wire.clock.now())
        heard.files = tuple(f.filename for f in files)
        self.requests.append(heard)
        public = path.strip("/").split("/")[0] in _PUBLIC
        if not public and request.headers.get("Authorization") != f"Bot {wire.token}":
            return self._answer(heard, 401, {"message": "401: Unauthorized", "code": 0})
        wire.guard.check(request.method, path, heard.params, body)
        fault = wire.faults.strike("before", request.method, path)
        if fault is not None and (struck := await self._struck(fault, heard, request)) is not None:
            return struck
        status, answer = self._do(heard, files)
        fault = wire.faults.strike("after", request.method, path)
        if fault is not None and (struck := await self._struck(fault, heard, request)) is not None:
            return struck
        return self._answer(heard, status, answer)

    # ---------------------------------------------------------------- effect

    def _do(self, heard: Heard, files: list[Upload]) -> tuple[int, Any]:
        """The effect, whole and at once; never an await in here."""
        try:
            answer = self._effect(heard, files)
        except BackendError as refused:
            return refused.status, refused.to_json()
        except LookupError as gap:
            self._wire.problems.append(f"{heard.method} {heard.path}: {gap}")
            return 501, {"message": str(gap), "code": 0}
        except Exception:
            self._wire.problems.append(f"{heard.method} {heard.path}: {traceback.format_exc()}")
            return 500, {"message": "500: Internal Server Error", "code": 0}
        finally:
            self._wire.changed()
        return (204, None) if answer is None else (200, answer)

    def _effect(self, heard: Heard, files: list[Upload]) -> Any:
        parts = heard.path.strip("/").split("/")
        if parts == ["gateway"] or parts == ["gateway", "bot"]:
            limits = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
            return {"url": self._wire.gateway.url, "shards": 1, "session_start_limit": limits}
        if parts[::2] == ["channels", "messages"] and heard.method == "GET":
            self.looked += 1
        if heard.method == "POST" and parts[::2] == ["channels", "messages"]:
            return self._create_message(int(parts[1]), heard, files)
        answer = self._serve(heard, files)
        self._wire.note_answer(heard)
        if heard.method == "PUT" and parts[-1] == "commands":
            self._wire.commands_synced += 1
        return answer

    def _serve(self, heard: Heard, files: list[Upload]) -> Any:
        return self._wire.backend.serve(heard.method, heard.path, heard.params, heard.body, files)

    def _create_message(self, channel_id: int, heard: Heard, files: list[Upload]) -> Any:
        """Create Message, with `enforce_nonce`: a nonce seen lately gives its first message."""
        wire = self._wire
        channel = wire.backend.get_channel(channel_id)
        if any(person in wire.closed_dms for person in channel.recipient_ids):
            raise wire.backend.dm_closed()
        body = heard.body if isinstance(heard.body, dict) else {}
        nonce, now = body.get("nonce"), wire.clock.now().timestamp()
        enforced = nonce is not None and body.get("enforce_nonce") and wire.nonce_window is not None
        first = self._nonces.get(str(nonce)) if enforced else None
        if first is not None and abs(now - first[2]) <= (wire.nonce_window or 0):
            wire.ledger.deduplicated += 1
            message = wire.backend.get_message(first[0], first[1])
            return {**wire.backend.message_payload(message), "nonce": nonce}
        answer = self._serve(heard, files)
        if enforced:
            self._nonces[str(nonce)] = (channel_id, int(answer["id"]), now)
        return {**answer, "nonce": nonce} if nonce is not None else answer

    # ---------------------------------------------------------------- answer

    async def _struck(
        self, fault: Fault, heard: Heard, request: web.Request
    ) -> web.StreamResponse | None:
        if fault.delay:
            self.held += fault.when == "before"
            await asyncio.sleep(fault.delay)
            self.held -= fault.when == "before"
        if fault.lost:
            heard.status = -1
            if request.transport is not None:
                request.transport.close() if fault.struck % 2 else request.transport.abort()
            return web.Response(status=500)
        if fault.status is None:
            return None
        if fault.status == 429:
            limited = {"message": "You are being rate limited.", "retry_after": fault.retry_after}
            return self._answer(heard, 429, {**limited, "global": False}, fault.retry_after)
        if fault.status < 300:
            return self._answer(heard, fault.status, fault.body)
        said = fault.message or f"{fault.status}: failed"
        return self._answer(heard, fault.status, {"message": said, "code": fault.code})

    def _answer(
        self, heard: Heard, status: int, body: Any, retry_after: float | None = None
    ) -> web.Response:
        heard.status = status
        headers = {"Date": self._wire.clock.http_date(), "Via": "1.1 playground"}
        if retry_after is not None:
            headers |= {"Retry-After": str(max(1, round(retry_after)))}
            headers |= {"X-RateLimit-Scope": "user", "X-RateLimit-Reset-After": str(retry_after)}
        if status == 204:
            return web.Response(status=204, headers=headers)
        # discord.py reads JSON only under exactly this type, so no charset may follow it
        return web.Response(
            status=status,
            body=json.dumps(body).encode(),
            headers={**headers, "Content-Type": "application/json"},
        )


async def _read(request: web.Request) -> tuple[Any, list[Upload]]:
    """The JSON body and the files of a request, whichever way they were sent."""
    if not request.can_read_body:
        return None, []
    if not request.content_type.startswith("multipart/"):
        raw = await request.read()
        return (json.loads(raw) if raw else None), []
    body: Any = None
    files: list[Upload] = []
    async for part in await request.multipart():
        name = getattr(part, "name", None) or ""
        if name == "payload_json":
            body = json.loads(await part.text())
        elif getattr(part, "filename", None):
            data = await part.read(decode=True)
            files.append(Upload(str(part.filename), io.BytesIO(data)))
    _describe(files, body)
    return body, files


def _describe(files: list[Upload], body: Any) -> None:
    """Give each file the description (alt text) that the JSON part holds for it."""
    holder = body.get("data") or body.get("message") or body if isinstance(body, dict) else {}
    for attachment in (holder or {}).get("attachments") or []:
        index = attachment.get("id")
        if isinstance(index, int) and 0 <= index < len(files):
            files[index].description = attachment.get("description")
