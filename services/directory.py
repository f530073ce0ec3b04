"""The directory: organisations of a network, who belongs to which, and who answers for whom."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.directory import OrganisationFields
from domain.errors import Refused
from domain.people import Actor, Attachment, Caller, Organisation, Party, Role
from domain.quiet import Quiet
from domain.settings import LOCALES, MINUTES_A_DAY, GuildSettings
from domain.text import clean
from services.organisation_import import OrganisationImport
from services.settings import refuse_unless_manager
from storage import directory as rows
from storage import journal
from storage.directory import AttachedMember, MemberRow
from storage.engine import Database

MEMBER_NAME_LIMIT = 80


@dataclass(frozen=True)
class Profile:
    """A member as they see themself. ``home`` is the party they act for by default."""

    user_id: int
    organisations: tuple[tuple[Organisation, Role], ...] = ()
    home: Party | None = None
    locale: str | None = None
    quiet_start: int | None = None
    quiet_end: int | None = None


@dataclass(frozen=True)
class Choice:
    """A party that a member may act for; ``organisation`` None is in their own name."""

    party: Party
    organisation: Organisation | None = None
    role: Role | None = None


@dataclass(frozen=True)
class Entry:
    """An organisation of the list with those attached to it, delegates first."""

    organisation: Organisation
    members: tuple[AttachedMember, ...] = ()


class Directory:
    """Every act is one transaction; what a transaction of another feature needs takes ``conn``."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock
        self.sheets = OrganisationImport(db, clock)

    # For the transactions of other features

    async def remember(self, conn: AsyncConnection, caller: Caller) -> Actor:
        """Know who acts, by name and language, writing only what changed; as ``actor``."""
        known, attachments = await rows.standing(conn, caller.guild_id, caller.user_id)
        name = _member_name(caller.name, caller.user_id)
        if known != (name, caller.locale, False):
            await rows.remember_member(conn, caller.guild_id, caller.user_id, name, caller.locale)
        return Actor(caller, attachments)

    async def actor(self, conn: AsyncConnection, caller: Caller) -> Actor:
        """The caller with their organisations, the default one first; one statement."""
        return Actor(caller, (await rows.standing(conn, caller.guild_id, caller.user_id))[1])

    async def answerers(self, conn: AsyncConnection, guild_id: int, party: Party) -> list[int]:
        """Who answers for a party: delegates then deputies, or the member themself.

        An organisation that nobody speaks for is answered for by the member who carries the
        thing, if they are still here. Empty: nobody is left, which is the moderators' affair.
        """
        if party.organisation is not None:
            found = await rows.speakers(conn, guild_id, party.organisation)
            if found:
                return found
        if not party.member:  # nobody, or somebody who asked to be forgotten
            return []
        known = await rows.member_of(conn, guild_id, party.member)
        return [] if known is not None and known.left_at is not None else [party.member]

    async def quiet_of(
        self, conn: AsyncConnection, guild_id: int, person: int, settings: GuildSettings
    ) -> Quiet | None:
        """A person's quiet hours, their own or the guild's; None for who has left."""
        known = await self.member(conn, guild_id, person)
        if known is not None and known.left_at is not None:
            return None
        if known is None or known.quiet_start is None or known.quiet_end is None:
            return settings.quiet
        return Quiet(known.quiet_start, known.quiet_end)

    async def parties_for(self, conn: AsyncConnection, caller: Caller) -> list[Choice]:
        """For whom a member may act, their default first, in their own name last."""
        mine = await rows.organisations_for(conn, caller.guild_id, caller.user_id)
        return [
            *(
                Choice(Party(caller.user_id, organisation.number), organisation, role)
                for organisation, role, _ in mine
            ),
            Choice(Party(caller.user_id)),
        ]

    async def party(
        self,
        conn: AsyncConnection,
        caller: Caller,
        organisation: int | None = None,
        actor: Actor | None = None,
    ) -> Party:
        """The party chosen (0: in one's own name), or the default of who did not choose.

        ``actor`` spares a statement to whoever has it. Raises Refused("not-your-organisation")
        for one they are not attached to: another guild's, or one that does not exist, looks the
        same.
        """
        if organisation == 0:
            return Party(caller.user_id)
        mine = (actor or await self.actor(conn, caller)).organisations
        if organisation is None:
            return Party(caller.user_id, mine[0] if mine else None)
        if organisation not in mine:
            raise Refused("not-your-organisation")
        return Party(caller.user_id, organisation)

    async def member(self, conn: AsyncConnection, guild_id: int, user_id: int) -> MemberRow | None:
        """What is known of a member: name, languages, quiet hours, whether they left."""
        return await rows.member_of(conn, guild_id, user_id)

    async def names(
        self, conn: AsyncConnection, guild_id: int, user_ids: Sequence[int]
    ) -> dict[int, str]:
        """Members' names as they were last seen."""
        return await rows.names_of(conn, guild_id, user_ids)

    async def organisations(self, conn: AsyncConnection, guild_id: int) -> dict[int, Organisation]:
        """Every organisation of a guild by number, in the order of their names."""
        return {each.number: each for each in await rows.organisations(conn, guild_id)}

    # Organisations

    async def entries(self, guild_id: int) -> list[Entry]:
        """The whole directory, by name."""
        async with self._db.reading() as conn:
            members: dict[int, list[AttachedMember]] = {}
            for number, attached in await rows.attached(conn, guild_id):
                members.setdefault(number, []).append(attached)
            return [
                Entry(each, tuple(members.get(each.number, ())))
                for each in await rows.organisations(conn, guild_id)
            ]

    async def entry(self, guild_id: int, number: int) -> Entry:
        """Raises Refused("organisation-unknown")."""
        async with self._db.reading() as conn:
            return await self._entry(conn, guild_id, number)

    async def add(
        self, caller: Caller, fields: OrganisationFields, *, interaction_id: int | None = None
    ) -> Organisation:
        """Raises Refused: "needs-manage-guild", "organisation-exists", "already-done"."""
        async with self._configuring(caller, interaction_id) as (conn, now):
            await self._refuse_taken(conn, caller.guild_id, fields)
            (number,) = await rows.add_organisations(conn, caller.guild_id, [fields.as_values()])
            await self._note(conn, now, caller, "added", number, name=fields.name)
            return (await self._entry(conn, caller.guild_id, number)).organisation

    async def change(
        self,
        caller: Caller,
        number: int,
        fields: OrganisationFields,
        *,
        interaction_id: int | None = None,
    ) -> Organisation:
        """Rename an organisation or change what is said of it. Raises Refused as ``add``,
        and "organisation-unknown"."""
        async with self._configuring(caller, interaction_id) as (conn, now):
            before = await self._locked(conn, caller.guild_id, number)
            await self._refuse_taken(conn, caller.guild_id, fields, by_other_than=number)
            await rows.change_organisation(conn, caller.guild_id, number, fields.as_values())
            await self._note(
                conn, now, caller, "changed", number, before=before.name, after=fields.name
            )
            return (await self._entry(conn, caller.guild_id, number)).organisation

    async def remove(
        self, caller: Caller, number: int, *, interaction_id: int | None = None
    ) -> Organisation:
        """Remove an organisation on which nothing hangs.

        Raises Refused: "needs-manage-guild", "organisation-unknown", "already-done", and
        "organisation-in-use" with how many items, loans and members there are.
        """
        async with self._configuring(caller, interaction_id) as (conn, now):
            gone = await self._locked(conn, caller.guild_id, number)
            counted = await rows.dependents(conn, caller.guild_id, number)
            if any(counted.values()):
                raise Refused("organisation-in-use", name=gone.name, **counted)
            await rows.remove_organisations(conn, caller.guild_id, [number])
            await self._note(conn, now, caller, "removed", number, name=gone.name)
            return gone

    # Members

    async def attach(
        self,
        caller: Caller,
        number: int,
        members: Sequence[tuple[int, str]],
        role: Role,
        *,
        interaction_id: int | None = None,
    ) -> Entry:
        """Attach members (id, name) in a role; one already attached changes role.

        Raises Refused: "needs-manage-guild", "organisation-unknown", "already-done".
        """
        async with self._configuring(caller, interaction_id) as (conn, now):
            await self._locked(conn, caller.guild_id, number)
            for user_id, name in members:
                known = _member_name(name, user_id)
                await rows.remember_member(conn, caller.guild_id, user_id, known, None)
                await rows.attach(conn, caller.guild_id, user_id, number, role)
            ids = [user_id for user_id, _ in members]
            await self._note(conn, now, caller, "attached", number, members=ids, role=role.value)
            return await self._entry(conn, caller.guild_id, number)

    async def detach(
        self,
        caller: Caller,
        number: int,
        members: Sequence[int],
        *,
        interaction_id: int | None = None,
    ) -> Entry:
        """Detach members; who is not attached is passed over. Raises Refused as ``attach``."""
        async with self._configuring(caller, interaction_id) as (conn, now):
            await self._locked(conn, caller.guild_id, number)
            gone = [
                user_id
                for user_id in members
                if await rows.detach(conn, caller.guild_id, user_id, number)
            ]
            if gone:
                await self._note(conn, now, caller, "detached", number, members=gone)
            return await self._entry(conn, caller.guild_id, number)

    async def member_left(
        self,
        guild_id: int,
        user_id: int,
        then: Callable[[AsyncConnection, list[Organisation]], Awaitable[None]] | None = None,
    ) -> list[Organisation]:
        """A member left the guild: they answer for nobody from now on.

        Answers the organisations that nobody speaks for any more; ``then`` is told of them in the
        same transaction. Idempotent; a member who acts again has come back.
        """
        async with self._db.writing() as conn:
            if not await rows.mark_left(conn, guild_id, user_id, self._clock()):
                return []
            await journal.record(
                conn, guild_id, self._clock(), None, "left", "member", member=user_id
            )
            orphans = [
                organisation
                for organisation, role, _ in await rows.organisations_for(conn, guild_id, user_id)
                if role is not Role.MEMBER
                and not await rows.speakers(conn, guild_id, organisation.number)
            ]
            if then is not None:
                await then(conn, orphans)
            return orphans

    # One's own profile

    async def profile(self, caller: Caller) -> Profile:
        async with self._db.reading() as conn:
            return await self._profile(conn, caller)

    async def speak_as(
        self, caller: Caller, organisation: int | None, *, interaction_id: int | None = None
    ) -> Profile:
        """Choose for whom one acts by default. Raises Refused("not-your-organisation")."""
        async with self._about_self(caller, interaction_id) as conn:
            if organisation is not None:
                await self.party(conn, caller, organisation)
            await rows.change_member(
                conn, caller.guild_id, caller.user_id, {"speaks_as": organisation}
            )
            return await self._profile(conn, caller)

    async def choose_language(
        self, caller: Caller, locale: str | None, *, interaction_id: int | None = None
    ) -> Profile:
        """The language of private messages; None: that of one's Discord.

        Raises Refused("setting-locale") for one that is not spoken here.
        """
        if locale is not None and locale not in LOCALES:
            raise Refused("setting-locale", value=clean(locale, 20))
        async with self._about_self(caller, interaction_id) as conn:
            await rows.change_member(conn, caller.guild_id, caller.user_id, {"locale": locale})
            return await self._profile(conn, caller)

    async def choose_quiet_hours(
        self,
        caller: Caller,
        hours: tuple[int, int] | None,
        *,
        interaction_id: int | None = None,
    ) -> Profile:
        """One's own quiet hours (minutes of the local day; equal: none); None: the guild's.

        Raises Refused("bad-hour").
        """
        if hours is not None and not all(0 <= each < MINUTES_A_DAY for each in hours):
            raise Refused("bad-hour", text="")
        start, end = hours if hours is not None else (None, None)
        async with self._about_self(caller, interaction_id) as conn:
            values = {"quiet_start": start, "quiet_end": end}
            await rows.change_member(conn, caller.guild_id, caller.user_id, values)
            return await self._profile(conn, caller)

    # Inside

    @asynccontextmanager
    async def _configuring(
        self, caller: Caller, interaction_id: int | None
    ) -> AsyncIterator[tuple[AsyncConnection, datetime]]:
        refuse_unless_manager(caller)
        async with self._db.writing() as conn:
            now = self._clock()
            if not await journal.first_time(conn, interaction_id, now):
                raise Refused("already-done")
            yield conn, now

    @asynccontextmanager
    async def _about_self(
        self, caller: Caller, interaction_id: int | None
    ) -> AsyncIterator[AsyncConnection]:
        async with self._db.writing() as conn:
            if not await journal.first_time(conn, interaction_id, self._clock()):
                raise Refused("already-done")
            await self.remember(conn, caller)
            yield conn

    async def _refuse_taken(
        self,
        conn: AsyncConnection,
        guild_id: int,
        fields: OrganisationFields,
        by_other_than: int | None = None,
    ) -> None:
        await rows.lock_names(conn, guild_id)
        if await rows.organisation_named(conn, guild_id, fields.folded) not in (
            None,
            by_other_than,
        ):
            raise Refused("organisation-exists", name=fields.name)

    async def _locked(self, conn: AsyncConnection, guild_id: int, number: int) -> Organisation:
        if await rows.touch_organisation(conn, guild_id, number) is None:
            raise Refused("organisation-unknown", number=str(number))
        return (await self._entry(conn, guild_id, number)).organisation

    async def _entry(self, conn: AsyncConnection, guild_id: int, number: int) -> Entry:
        found = await rows.organisation_of(conn, guild_id, number)
        if found is None:
            raise Refused("organisation-unknown", number=str(number))
        attached = await rows.attached(conn, guild_id, number)
        return Entry(found, tuple(member for _, member in attached))

    async def _profile(self, conn: AsyncConnection, caller: Caller) -> Profile:
        choices = await self.parties_for(conn, caller)
        known = await rows.member_of(conn, caller.guild_id, caller.user_id)
        return Profile(
            user_id=caller.user_id,
            organisations=tuple(
                (each.organisation, each.role)
                for each in choices
                if each.organisation is not None and each.role is not None
            ),
            home=choices[0].party,
            locale=known.locale if known else None,
            quiet_start=known.quiet_start if known else None,
            quiet_end=known.quiet_end if known else None,
        )

    async def _note(
        self,
        conn: AsyncConnection,
        now: datetime,
        caller: Caller,
        act: str,
        number: int,
        **facts: Any,
    ) -> None:
        await journal.record(
            conn, caller.guild_id, now, caller.user_id, act, "organisation", number, **facts
        )


def actor_of(caller: Caller, choices: Sequence[Choice]) -> Actor:
    """Who acts, from what they may choose between (``Directory.parties_for``)."""
    return Actor(
        caller,
        tuple(
            Attachment(choice.organisation.number, choice.role)
            for choice in choices
            if choice.organisation is not None and choice.role is not None
        ),
    )


def _member_name(name: str, user_id: int) -> str:
    """A member's name as it may be kept; one that shows nothing becomes their number."""
    return clean(name, MEMBER_NAME_LIMIT) or str(user_id)
