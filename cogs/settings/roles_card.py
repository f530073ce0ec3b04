"""``/config roles``: which roles moderate, and where Discord keeps who sees which command."""

import discord

from cogs._shared.access import caller_from
from cogs._shared.buttons import CardId, Press
from cogs._shared.context import Interaction, words_for
from cogs._shared.fields import chosen_role
from cogs._shared.plain import plain
from cogs._shared.replies import reply, update
from cogs._shared.views import Card, card, line
from domain.errors import Refused
from domain.settings import GuildSettings
from services.settings import refuse_unless_manager

MOST = 25


async def show_roles(interaction: Interaction) -> None:
    """The command itself."""
    caller = await caller_from(interaction)
    refuse_unless_manager(caller)
    settings = await interaction.client.services.settings.read(caller.guild_id)
    await reply(interaction, roles_card(interaction, settings))


async def choose_roles(interaction: Interaction, press: Press) -> None:
    """The menu: the roles chosen, or none."""
    settings = await interaction.client.services.settings.change(
        press.caller,
        "moderation.roles",
        chosen_roles(interaction, press) or None,
        interaction_id=interaction.id,
    )
    await update(interaction, roles_card(interaction, settings))


def chosen_roles(interaction: Interaction, press: Press) -> list[int]:
    """The roles of this guild that were chosen. Raises Refused("setting-roles") otherwise."""
    known = {str(each.id): each.id for each in interaction.guild.roles} if interaction.guild else {}
    if not all(each in known for each in press.values):
        raise Refused("setting-roles", most=MOST)
    return [known[each] for each in press.values]


def roles_card(interaction: Interaction, settings: GuildSettings) -> Card:
    guild = interaction.guild
    if guild is None:
        raise Refused("guild-only")
    words = words_for(interaction)
    me = guild.me
    roles = [role for each in sorted(settings.moderator_roles) if (role := guild.get_role(each))]
    chosen = (
        words("settings-roles-chosen", roles=words.list([role.mention for role in roles]))
        if roles
        else words("settings-roles-none")
    )
    menu: discord.ui.RoleSelect[discord.ui.LayoutView] = discord.ui.RoleSelect(
        custom_id=str(CardId("roles", guild.id, 0, "choose")),
        placeholder=words("settings-roles-choose"),
        min_values=0,
        max_values=MOST,
        default_values=[chosen_role(role.id) for role in roles],
    )
    return card(
        "info",
        words("settings-roles-title"),
        f"{chosen}\n{words('settings-roles-also')}",
        discord.ui.ActionRow(menu),
        line(),
        words("settings-roles-path", bot=plain(me.display_name)),
    )
