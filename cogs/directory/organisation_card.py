"""One organisation: what is said of it, who belongs to it, and the forms that change that."""

from typing import Any

import discord

from cogs._shared.buttons import LARGEST, CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.fields import choice_field, form, text_field
from cogs._shared.fitting import lines_within
from cogs._shared.plain import plain
from cogs._shared.replies import open_form, update
from cogs._shared.views import Card, card
from cogs.directory import list_card
from domain.directory import (
    BASIN_LIMIT,
    NAME_LIMIT,
    SHORT_LIMIT,
    OrganisationFields,
    role_from,
)
from domain.errors import Refused
from domain.people import Organisation, OrganisationKind, Role
from locales import Words
from services.directory import Entry
from services.settings import refuse_unless_manager

MEMBERS_AT_ONCE = 10
MENU = 25
MEMBERS_TEXT = 2500


async def show(interaction: Interaction, press: Press) -> None:
    """A button of the list: this organisation."""
    refuse_unless_manager(press.caller)
    directory = interaction.client.services.directory
    entry = await directory.entry(press.caller.guild_id, press.card.number)
    await update(interaction, organisation_card(words_for(interaction), entry))


async def ask_new(interaction: Interaction, press: Press) -> None:
    refuse_unless_manager(press.caller)
    words = words_for(interaction)
    await open_form(
        interaction,
        form(
            CardId("organisation", press.caller.guild_id, 0, "new-typed"),
            words("directory-form-new"),
            *_fields(words),
        ),
    )


async def add(interaction: Interaction, press: Press) -> None:
    directory = interaction.client.services.directory
    added = await directory.add(press.caller, _typed(press), interaction_id=interaction.id)
    await update(interaction, organisation_card(words_for(interaction), Entry(added)))


async def ask_change(interaction: Interaction, press: Press) -> None:
    refuse_unless_manager(press.caller)
    words = words_for(interaction)
    entry = await interaction.client.services.directory.entry(
        press.caller.guild_id, press.card.number
    )
    await open_form(
        interaction,
        form(
            press.card.to("change-typed"),
            words("directory-form-change"),
            *_fields(words, entry.organisation),
        ),
    )


async def change(interaction: Interaction, press: Press) -> None:
    directory = interaction.client.services.directory
    number = press.card.number
    await directory.change(press.caller, number, _typed(press), interaction_id=interaction.id)
    entry = await directory.entry(press.caller.guild_id, number)
    await update(interaction, organisation_card(words_for(interaction), entry))


async def ask_attach(interaction: Interaction, press: Press) -> None:
    refuse_unless_manager(press.caller)
    words = words_for(interaction)
    await interaction.client.services.directory.entry(press.caller.guild_id, press.card.number)
    roles = {role.value: words(f"directory-role-{role.value}-long") for role in Role}
    await open_form(
        interaction,
        form(
            press.card.to("attach-typed"),
            words("directory-form-attach"),
            _people(words),
            choice_field("role", words("directory-field-role"), roles, chosen=Role.DELEGATE.value),
        ),
    )


async def attach(interaction: Interaction, press: Press) -> None:
    chosen = press.fields.get("role")
    role = role_from(str(chosen[0]) if isinstance(chosen, list) and chosen else "")
    entry = await interaction.client.services.directory.attach(
        press.caller,
        press.card.number,
        named_members(interaction, press),
        role,
        interaction_id=interaction.id,
    )
    await update(interaction, organisation_card(words_for(interaction), entry))


async def ask_detach(interaction: Interaction, press: Press) -> None:
    refuse_unless_manager(press.caller)
    words = words_for(interaction)
    entry = await interaction.client.services.directory.entry(
        press.caller.guild_id, press.card.number
    )
    people = {str(each.user_id): each.name or str(each.user_id) for each in entry.members}
    if not people:
        raise Refused("organisation-empty")
    field = (
        choice_field("members", words("directory-field-member"), people)
        if len(people) <= MENU
        else _people(words)
    )
    await open_form(
        interaction, form(press.card.to("detach-typed"), words("directory-form-detach"), field)
    )


async def detach(interaction: Interaction, press: Press) -> None:
    entry = await interaction.client.services.directory.detach(
        press.caller,
        press.card.number,
        [int(each) for each in chosen_ids(press)],
        interaction_id=interaction.id,
    )
    await update(interaction, organisation_card(words_for(interaction), entry))


async def remove(interaction: Interaction, press: Press) -> None:
    """Only what nothing hangs on can go, so no question is asked first."""
    directory = interaction.client.services.directory
    gone = await directory.remove(press.caller, press.card.number, interaction_id=interaction.id)
    words = words_for(interaction)
    said = words("directory-organisation-removed", name=plain(gone.name))
    await list_card.redraw(interaction, press.caller.guild_id, said)


def organisation_card(words: Words, entry: Entry) -> Card:
    organisation = entry.organisation
    here = CardId("organisation", organisation.guild_id, organisation.number, "show")
    members = [
        words(f"directory-member-{each.role.value}", member=f"<@{each.user_id}>")
        for each in entry.members
    ]
    speaks = any(each.role is not Role.MEMBER for each in entry.members)
    return card(
        "info" if speaks else "waiting",
        f"### {plain(organisation.name)}\n{described(words, organisation)}",
        lines_within(members, MEMBERS_TEXT, lambda n: words("directory-member-more", count=n))
        or words("directory-organisation-empty"),
        "" if speaks or not members else words("directory-organisation-unspoken"),
        [
            button(
                here.to("attach"), words("directory-button-attach"), style="primary", emoji="➕"
            ),
            button(
                here.to("detach"), words("directory-button-detach"), emoji="➖", off=not members
            ),
            button(here.to("change"), words("directory-button-change"), emoji="✏️"),
            button(here.to("remove"), words("directory-button-remove"), emoji="🗑️"),
            button(
                CardId("directory", organisation.guild_id, 1, "list"),
                words("directory-button-list"),
                emoji="↩️",
            ),
        ],
    )


def described(words: Words, organisation: Organisation) -> str:
    """« lieu · Bressuire · nom court Clou »"""
    kind = words(f"directory-kind-{organisation.kind.value}")
    parts = [kind, plain(organisation.basin)]
    if organisation.short_name != organisation.name:
        parts.append(words("directory-organisation-short", short=plain(organisation.short_name)))
    return "-# " + " · ".join(part for part in parts if part)


def chosen_ids(press: Press) -> list[str]:
    """The people of a form's field; an id that is none is a tampered form."""
    chosen = press.fields.get("members")
    ids = [str(each) for each in chosen] if isinstance(chosen, list) else []
    # a snowflake of 19 digits may still be more than a database's integers hold
    if not ids or not all(each.isascii() and each.isdigit() and len(each) < 20 for each in ids):
        raise Refused("bad-option")
    if any(int(each) > LARGEST for each in ids):
        raise Refused("bad-option")
    return ids


def named_members(interaction: Interaction, press: Press) -> list[tuple[int, str]]:
    """The people chosen, with the names Discord sent beside them.

    Raises Refused: "attach-bot", or "attach-not-a-member" for who is not (or no longer) here.
    """
    data: dict[str, Any] = dict(interaction.data or {})
    resolved = data.get("resolved") or {}
    users, members = resolved.get("users") or {}, resolved.get("members") or {}
    named = []
    for each in chosen_ids(press):
        user = users.get(each) or {}
        if user.get("bot"):
            raise Refused("attach-bot", name=str(user.get("username")))
        if each not in members:
            raise Refused("attach-not-a-member")
        name = members[each].get("nick") or user.get("global_name") or user.get("username") or ""
        named.append((int(each), str(name)))
    return named


def _fields(words: Words, known: Organisation | None = None) -> list[discord.ui.Item[Any]]:
    kinds = {kind.value: words(f"directory-kind-{kind.value}") for kind in OrganisationKind}
    return [
        text_field(
            "name",
            words("directory-field-name"),
            value=known.name if known else "",
            most=NAME_LIMIT,
        ),
        text_field(
            "short_name",
            words("directory-field-short"),
            value=known.short_name if known else "",
            description=words("directory-field-short-why"),
            required=False,
            most=SHORT_LIMIT,
        ),
        text_field(
            "basin",
            words("directory-field-basin"),
            value=known.basin if known else "",
            hint=words("directory-field-basin-hint"),
            required=False,
            most=BASIN_LIMIT,
        ),
        choice_field(
            "kind",
            words("directory-field-kind"),
            kinds,
            chosen=known.kind.value if known else None,
        ),
    ]


def _people(words: Words) -> discord.ui.Item[Any]:
    entry: discord.ui.UserSelect[Any] = discord.ui.UserSelect(
        custom_id="members", max_values=MEMBERS_AT_ONCE, required=True
    )
    return discord.ui.Label(
        text=words("directory-field-members"),
        description=words("directory-field-members-why", most=MEMBERS_AT_ONCE),
        component=entry,
    )


def _typed(press: Press) -> OrganisationFields:
    kind = press.fields.get("kind")
    return OrganisationFields.from_text(
        {
            "name": press.text("name"),
            "short_name": press.text("short_name"),
            "basin": press.text("basin"),
            "kind": str(kind[0]) if isinstance(kind, list) and kind else "",
        }
    )
