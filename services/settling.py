"""What became of messages, written together: those that end at one time share one commit."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from storage import outbox as rows
from storage.engine import Database
from storage.outbox import Claimed

Then = Callable[[AsyncConnection], Awaitable[None]]
MOST = 32


@dataclass(frozen=True)
class _Waiting:
    row: Claimed
    values: dict[str, Any]
    then: Then | None
    answer: asyncio.Future[bool]


class Settling:
    """Gathers what is to be written while a transaction is under way into the next one."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._line: list[_Waiting] = []
        self._writer: asyncio.Task[None] | None = None

    async def settle(self, row: Claimed, values: dict[str, Any], then: Then | None = None) -> bool:
        """Write on a claimed message, and run ``then`` in the same transaction if it still is.

        False: another worker has it by now. Returns once it is committed; raises what the
        transaction raised.
        """
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._line.append(_Waiting(row, values, then, answer))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        return await answer

    async def _write(self) -> None:
        while self._line:
            batch, self._line = self._line[:MOST], self._line[MOST:]
            try:
                mine = await self._commit(batch)
            except Exception as error:
                await self._one_by_one(batch, error)
            else:
                for each in batch:
                    if not each.answer.done():
                        each.answer.set_result(each.row.id in mine)

    async def _commit(self, batch: list[_Waiting]) -> set[int]:
        async with self.db.writing() as conn:
            mine = await rows.change_all(conn, [(each.row, each.values) for each in batch])
            for each in batch:
                if each.then is not None and each.row.id in mine:
                    await each.then(conn)
        return mine

    async def _one_by_one(self, batch: list[_Waiting], error: Exception) -> None:
        """One that cannot be written must not take its neighbours with it."""
        for each in batch:
            try:
                if len(batch) == 1:
                    raise error
                mine = await self._commit([each])
            except Exception as own:
                if not each.answer.done():
                    each.answer.set_exception(own)
            else:
                if not each.answer.done():
                    each.answer.set_result(each.row.id in mine)
