"""Read and change a guild's settings; each change is checked, allowed and journaled."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.people import Act, Actor, Caller, may
from domain.settings import DECLARATIONS, GuildSettings, Kind, checked, declaration, settings_from
from storage import journal, outbox
from storage import settings as rows
from storage.engine import Database

DELETED = "deleted-on-discord"
KNOWN_FOR = timedelta(seconds=30)
"""How long ``known`` may be behind a change made by another process."""


def refuse_unless_manager(caller: Caller, act: Act = Act.CONFIGURE) -> None:
    """Raises Refused("needs-manage-guild"), or "moderators-only", for who may not do this act."""
    if not may(Actor(caller), act):
        raise Refused("moderators-only" if act is Act.MODERATE else "needs-manage-guild")


class Settings:
    """``locale`` and ``zone`` are the host's defaults, for guilds that have not chosen."""

    def __init__(
        self,
        db: Database,
        clock: Callable[[], datetime],
        locale: str = "fr",
        zone: str = "Europe/Paris",
    ) -> None:
        self._db = db
        self._clock = clock
        self._locale = locale
        self._zone = zone
        self._known: dict[int, tuple[datetime, GuildSettings]] = {}

    async def of(self, conn: AsyncConnection, guild_id: int) -> GuildSettings:
        """The settings of a guild as this transaction sees them; one statement."""
        return settings_from(await rows.stored(conn, guild_id), self._locale, self._zone)

    async def read(self, guild_id: int) -> GuildSettings:
        """The settings of a guild, now."""
        async with self._db.reading() as conn:
            return await self.of(conn, guild_id)

    async def known(self, guild_id: int) -> GuildSettings:
        """As ``read``, from memory when it is fresh: for what every answer needs.

        A change made by this process shows at once, another process's within 30 seconds.
        """
        now = self._clock()
        kept = self._known.get(guild_id)
        if kept is not None and abs(now - kept[0]) < KNOWN_FOR:
            return kept[1]
        fresh = await self.read(guild_id)
        self._known[guild_id] = (now, fresh)
        return fresh

    async def change(
        self, caller: Caller, key: str, value: Any, *, interaction_id: int | None = None
    ) -> GuildSettings:
        """Set a key, or unset it (None); answers the settings after it. Raises Refused as
        ``change_all``."""
        return await self.change_all(caller, {key: value}, interaction_id=interaction_id)

    async def change_all(
        self, caller: Caller, values: Mapping[str, Any], *, interaction_id: int | None = None
    ) -> GuildSettings:
        """Set or unset several keys at once: all of them, or none.

        Raises Refused: "needs-manage-guild", "unknown-setting", "setting-<kind>",
        "setting-everyone" (everybody would moderate), "already-done".
        """
        for key in values:
            refuse_unless_manager(caller, declaration(key).changed_by)
        kept = {key: checked(key, value) for key, value in values.items()}
        if caller.guild_id in (kept.get("moderation.roles") or ()):
            raise Refused("setting-everyone")  # the role @everyone has the guild's id
        async with self._db.writing() as conn:
            if not await journal.first_time(conn, interaction_id, self._clock()):
                raise Refused("already-done")
            stored = await rows.stored(conn, caller.guild_id)
            for key, value in kept.items():
                if stored.get(key) != value:
                    await self._write(conn, caller.guild_id, key, value)
                    await self._note(conn, caller, "set", key, stored.get(key), value)
                    await self._take_along(
                        conn, caller.guild_id, stored | kept, key, stored.get(key)
                    )
            after = await self.of(conn, caller.guild_id)
        self._known.pop(caller.guild_id, None)
        return after

    async def remember_channel(
        self, conn: AsyncConnection, caller: Caller, channel_id: int
    ) -> tuple[int, bool]:
        """The loans channel, and whether it was only now settled to be this one.

        In the transaction of the first request: without a loans channel, the channel in which
        somebody asked becomes it, whoever they are; who sees True says so.
        """
        value = checked("lending.channel", channel_id)
        if await rows.put_once(conn, caller.guild_id, "lending.channel", value):
            await self._note(conn, caller, "remembered", "lending.channel", None, value)
            stored = await rows.stored(conn, caller.guild_id)
            await self._take_along(conn, caller.guild_id, stored, "lending.channel", None)
            self._known.pop(caller.guild_id, None)
            return channel_id, True
        settled = (await self.of(conn, caller.guild_id)).lending_channel
        return (channel_id if settled is None else settled), False

    async def channel_gone(self, guild_id: int, channel_id: int) -> list[str]:
        """A channel was deleted: unset what pointed to it. Answers the keys."""
        async with self._db.writing() as conn:
            stored = await rows.stored(conn, guild_id)
            keys = [
                key
                for key, value in stored.items()
                if key in DECLARATIONS
                and DECLARATIONS[key].kind is Kind.CHANNEL
                and value == channel_id
            ]
            for key in keys:
                await self._gone(conn, guild_id, key, channel_id, None)
        self._known.pop(guild_id, None)
        return keys

    async def role_gone(self, guild_id: int, role_id: int) -> bool:
        """A role was deleted: it no longer makes moderators. False: it made none."""
        async with self._db.writing() as conn:
            roles = (await rows.stored(conn, guild_id)).get("moderation.roles") or []
            if role_id not in roles:
                return False
            left = [role for role in roles if role != role_id]
            await self._gone(conn, guild_id, "moderation.roles", roles, left or None)
        self._known.pop(guild_id, None)
        return True

    async def _take_along(
        self, conn: AsyncConnection, guild_id: int, now: Mapping[str, Any], key: str, before: Any
    ) -> None:
        """What waits for the channel of before goes to the new one, unless it still has a use.

        After a deletion nothing was chosen for a while: then what waited for that channel.
        """
        if DECLARATIONS[key].kind is not Kind.CHANNEL or now[key] is None:
            return
        if before is None:
            gone = await journal.last_facts(conn, guild_id, DELETED, "setting", key=key)
            before = gone and gone["before"]
        others = [now.get(each) for each in DECLARATIONS if each != key]
        if before is not None and before not in (now[key], *others):
            await outbox.redirect(conn, guild_id, before, now[key])

    async def _write(self, conn: AsyncConnection, guild_id: int, key: str, value: Any) -> None:
        if value is None:
            await rows.unset(conn, guild_id, key)
        else:
            await rows.put(conn, guild_id, key, value)

    async def _gone(
        self, conn: AsyncConnection, guild_id: int, key: str, before: Any, after: Any
    ) -> None:
        await self._write(conn, guild_id, key, after)
        await journal.record(
            conn,
            guild_id,
            self._clock(),
            None,
            DELETED,
            "setting",
            key=key,
            before=before,
            after=after,
        )

    async def _note(
        self, conn: AsyncConnection, caller: Caller, act: str, key: str, before: Any, after: Any
    ) -> None:
        await journal.record(
            conn,
            caller.guild_id,
            self._clock(),
            caller.user_id,
            act,
            "setting",
            key=key,
            before=before,
            after=after,
        )
