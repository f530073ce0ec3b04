"""Organisations, members, and who is attached to which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, bindparam, case, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Attachment, Organisation, OrganisationKind, Role
from storage import dialects
from storage.counters import next_numbers
from storage.tables import attachment, item, loan, member, organisation

# Who answers first: delegates, then deputies, then members.
RANK = case({"delegate": 0, "deputy": 1}, value=attachment.c.role, else_=2)


@dataclass(frozen=True)
class MemberRow:
    """What is known of a member. ``locale`` is their choice, ``seen_locale`` their client's."""

    user_id: int
    name: str
    locale: str | None
    seen_locale: str | None
    quiet_start: int | None
    quiet_end: int | None
    speaks_as: int | None
    left_at: datetime | None


@dataclass(frozen=True)
class AttachedMember:
    user_id: int
    name: str
    role: Role


def _organisation(row: Row[Any]) -> Organisation:
    return Organisation(
        row.guild_id, row.number, row.name, row.short_name, row.basin, OrganisationKind(row.kind)
    )


# Statements that every act runs are built once: building one takes longer than running it.
_ORGANISATIONS = (
    select(organisation)
    .where(organisation.c.guild_id == bindparam("guild"))
    .order_by(organisation.c.folded, organisation.c.number)
)


async def organisations(conn: AsyncConnection, guild_id: int) -> list[Organisation]:
    """Every organisation of a guild, by name."""
    rows = await conn.execute(_ORGANISATIONS, {"guild": guild_id})
    return [_organisation(row) for row in rows]


async def organisation_of(conn: AsyncConnection, guild_id: int, number: int) -> Organisation | None:
    row = (
        await conn.execute(
            select(organisation).where(
                organisation.c.guild_id == guild_id, organisation.c.number == number
            )
        )
    ).one_or_none()
    return None if row is None else _organisation(row)


async def organisation_named(conn: AsyncConnection, guild_id: int, folded: str) -> int | None:
    """The number of the organisation that has this folded name."""
    found = await conn.execute(
        select(organisation.c.number).where(
            organisation.c.guild_id == guild_id, organisation.c.folded == folded
        )
    )
    return found.scalar_one_or_none()


async def folded_names(conn: AsyncConnection, guild_id: int) -> set[str]:
    rows = await conn.execute(
        select(organisation.c.folded).where(organisation.c.guild_id == guild_id)
    )
    return set(rows.scalars())


async def lock_names(conn: AsyncConnection, guild_id: int) -> None:
    """From now to the end of the transaction nobody else adds or renames in this guild."""
    await next_numbers(conn, guild_id, "organisation", 0)


async def add_organisations(
    conn: AsyncConnection, guild_id: int, values: Sequence[dict[str, Any]]
) -> list[int]:
    """Add some whose names are free (``lock_names`` first); their numbers, in the same order."""
    if not values:
        return []
    numbers = await next_numbers(conn, guild_id, "organisation", len(values))
    await conn.execute(
        insert(organisation),
        [
            {"guild_id": guild_id, "number": number, "revision": 0, **each}
            for number, each in zip(numbers, values, strict=True)
        ],
    )
    return list(numbers)


async def touch_organisation(conn: AsyncConnection, guild_id: int, number: int) -> int | None:
    """Make concurrent acts on an organisation wait for this one; its new revision."""
    found = await conn.execute(
        update(organisation)
        .where(organisation.c.guild_id == guild_id, organisation.c.number == number)
        .values(revision=organisation.c.revision + 1)
        .returning(organisation.c.revision)
    )
    revision: int | None = found.scalar_one_or_none()
    return revision


async def change_organisation(
    conn: AsyncConnection, guild_id: int, number: int, values: dict[str, Any]
) -> None:
    await conn.execute(
        update(organisation)
        .where(organisation.c.guild_id == guild_id, organisation.c.number == number)
        .values(**values)
    )
    if "basin" in values:  # items are searched by the basin of who lends them
        owned = (item.c.guild_id == guild_id, item.c.owner_organisation == number)
        await conn.execute(update(item).where(*owned).values(basin=values["basin"]))


async def remove_organisations(
    conn: AsyncConnection, guild_id: int, numbers: Sequence[int]
) -> None:
    await conn.execute(
        delete(organisation).where(
            organisation.c.guild_id == guild_id, organisation.c.number.in_(numbers)
        )
    )


async def unused(conn: AsyncConnection, guild_id: int) -> set[int]:
    """The organisations that nobody touched since they were added, and on which nothing hangs."""
    query = select(organisation.c.number).where(
        organisation.c.guild_id == guild_id, organisation.c.revision == 0
    )
    for column in _HANGING.values():
        query = query.where(
            ~exists().where(
                column.table.c.guild_id == organisation.c.guild_id,
                column == organisation.c.number,
            )
        )
    return set((await conn.execute(query)).scalars())


_HANGING = {
    "items": item.c.owner_organisation,
    "loans": loan.c.borrower_organisation,
    "members": attachment.c.organisation,
}
"""What hangs on an organisation, by the name that a refusal gives it."""


async def dependents(conn: AsyncConnection, guild_id: int, number: int) -> dict[str, int]:
    """How many items, loans and members hang on an organisation."""
    counted = {}
    for name, column in _HANGING.items():
        table = column.table
        found = await conn.execute(
            select(func.count())
            .select_from(table)
            .where(table.c.guild_id == guild_id, column == number)
        )
        counted[name] = found.scalar_one()
    return counted


# Members and attachments


_STANDING = (
    select(
        member.c.name,
        member.c.seen_locale,
        member.c.left_at,
        attachment.c.organisation,
        attachment.c.role,
    )
    .select_from(
        member.outerjoin(
            attachment,
            (attachment.c.guild_id == member.c.guild_id)
            & (attachment.c.user_id == member.c.user_id),
        )
    )
    .where(member.c.guild_id == bindparam("guild"), member.c.user_id == bindparam("user"))
    .order_by(
        func.coalesce(member.c.speaks_as == attachment.c.organisation, False).desc(),
        RANK,
        attachment.c.organisation,
    )
)


async def standing(
    conn: AsyncConnection, guild_id: int, user_id: int
) -> tuple[tuple[str, str | None, bool] | None, tuple[Attachment, ...]]:
    """What is known of a member: (name, language seen, whether they left), or None if nothing is;
    and their organisations, the one they act for by default first. Whoever is attached is known.
    """
    rows = (await conn.execute(_STANDING, {"guild": guild_id, "user": user_id})).all()
    if not rows:
        return None, ()
    known = (rows[0].name, rows[0].seen_locale, rows[0].left_at is not None)
    attached = [row for row in rows if row.organisation is not None]
    return known, tuple(Attachment(row.organisation, Role(row.role)) for row in attached)


async def attach(
    conn: AsyncConnection, guild_id: int, user_id: int, number: int, role: Role
) -> None:
    await dialects.upsert(
        conn,
        attachment,
        {"guild_id": guild_id, "user_id": user_id, "organisation": number, "role": role.value},
        ["guild_id", "user_id", "organisation"],
    )


async def detach(conn: AsyncConnection, guild_id: int, user_id: int, number: int) -> bool:
    """Whether there was something to detach; a default that pointed there goes with it."""
    gone = await conn.execute(
        delete(attachment).where(
            attachment.c.guild_id == guild_id,
            attachment.c.user_id == user_id,
            attachment.c.organisation == number,
        )
    )
    await conn.execute(
        update(member)
        .where(
            member.c.guild_id == guild_id,
            member.c.user_id == user_id,
            member.c.speaks_as == number,
        )
        .values(speaks_as=None)
    )
    return gone.rowcount > 0


async def attached(
    conn: AsyncConnection, guild_id: int, number: int | None = None
) -> list[tuple[int, AttachedMember]]:
    """(organisation, member) of those still here, delegates first; of one organisation or all."""
    query = (
        select(
            attachment.c.organisation,
            attachment.c.user_id,
            attachment.c.role,
            func.coalesce(member.c.name, "").label("name"),
        )
        .select_from(attachment.outerjoin(member, _SAME_MEMBER))
        .where(attachment.c.guild_id == guild_id, member.c.left_at.is_(None))
        .order_by(attachment.c.organisation, RANK, attachment.c.user_id)
    )
    if number is not None:
        query = query.where(attachment.c.organisation == number)
    return [
        (row.organisation, AttachedMember(row.user_id, row.name, Role(row.role)))
        for row in await conn.execute(query)
    ]


_SAME_MEMBER = (member.c.guild_id == attachment.c.guild_id) & (
    member.c.user_id == attachment.c.user_id
)


_SPEAKERS = (
    select(attachment.c.user_id)
    .select_from(attachment.outerjoin(member, _SAME_MEMBER))
    .where(
        attachment.c.guild_id == bindparam("guild"),
        attachment.c.organisation == bindparam("num"),
        attachment.c.role != Role.MEMBER.value,
        member.c.left_at.is_(None),
    )
    .order_by(RANK, attachment.c.user_id)
)


async def speakers(conn: AsyncConnection, guild_id: int, number: int) -> list[int]:
    """Delegates then deputies of an organisation, without those who left the guild."""
    rows = await conn.execute(_SPEAKERS, {"guild": guild_id, "num": number})
    return list(rows.scalars())


_CHOSEN = func.coalesce(member.c.speaks_as == organisation.c.number, False)
_ORGANISATIONS_FOR = (
    select(organisation, attachment.c.role, _CHOSEN.label("chosen"))
    .select_from(
        attachment.join(
            organisation,
            (organisation.c.guild_id == attachment.c.guild_id)
            & (organisation.c.number == attachment.c.organisation),
        ).outerjoin(member, _SAME_MEMBER)
    )
    .where(attachment.c.guild_id == bindparam("guild"), attachment.c.user_id == bindparam("user"))
    .order_by(_CHOSEN.desc(), RANK, organisation.c.number)
)


async def organisations_for(
    conn: AsyncConnection, guild_id: int, user_id: int
) -> list[tuple[Organisation, Role, bool]]:
    """(organisation, role, whether it is the chosen default) of a member, default first."""
    rows = await conn.execute(_ORGANISATIONS_FOR, {"guild": guild_id, "user": user_id})
    return [(_organisation(row), Role(row.role), bool(row.chosen)) for row in rows]


_MEMBER = select(member).where(
    member.c.guild_id == bindparam("guild"), member.c.user_id == bindparam("user")
)


async def member_of(conn: AsyncConnection, guild_id: int, user_id: int) -> MemberRow | None:
    row = (await conn.execute(_MEMBER, {"guild": guild_id, "user": user_id})).one_or_none()
    if row is None:
        return None
    return MemberRow(
        user_id=row.user_id,
        name=row.name,
        locale=row.locale,
        seen_locale=row.seen_locale,
        quiet_start=row.quiet_start,
        quiet_end=row.quiet_end,
        speaks_as=row.speaks_as,
        left_at=row.left_at,
    )


async def names_of(conn: AsyncConnection, guild_id: int, user_ids: Sequence[int]) -> dict[int, str]:
    rows = await conn.execute(
        select(member.c.user_id, member.c.name).where(
            member.c.guild_id == guild_id, member.c.user_id.in_(user_ids)
        )
    )
    return {row.user_id: row.name for row in rows}


async def remember_member(
    conn: AsyncConnection, guild_id: int, user_id: int, name: str, seen_locale: str | None
) -> None:
    """Know a member by name and language; one statement, and no write when nothing changed.

    ``seen_locale`` None (an admin named them, they did not speak) leaves what was seen, and does
    not bring back a member who left.
    """
    values = {"guild_id": guild_id, "user_id": user_id, "name": name, "seen_locale": seen_locale}
    await conn.execute(_remember(conn.dialect.name, seen_locale is not None), values)


@cache
def _remember(dialect: str, seen: bool) -> Any:
    new = dialects.insert_into(dialect, member)
    changes: dict[str, Any] = {"name": new.excluded.name}
    changed = [member.c.name != new.excluded.name]
    if seen:
        changes |= {"seen_locale": new.excluded.seen_locale, "left_at": None}
        changed.append(member.c.seen_locale.is_distinct_from(new.excluded.seen_locale))
        changed.append(member.c.left_at.is_not(None))
    return new.on_conflict_do_update(
        index_elements=["guild_id", "user_id"], set_=changes, where=or_(*changed)
    )


async def change_member(
    conn: AsyncConnection, guild_id: int, user_id: int, values: dict[str, Any]
) -> None:
    await conn.execute(
        update(member)
        .where(member.c.guild_id == guild_id, member.c.user_id == user_id)
        .values(**values)
    )


async def mark_left(conn: AsyncConnection, guild_id: int, user_id: int, at: datetime) -> bool:
    """False when they had left already, or were never known."""
    found = await conn.execute(
        update(member)
        .where(
            member.c.guild_id == guild_id,
            member.c.user_id == user_id,
            member.c.left_at.is_(None),
        )
        .values(left_at=at)
    )
    return found.rowcount > 0
