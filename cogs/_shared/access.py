"""Who acts: a ``Caller`` with the rights of this very moment."""

import discord

from cogs._shared.context import Interaction
from domain.errors import Refused
from domain.people import Caller


async def caller_from(interaction: Interaction, guild_id: int | None = None) -> Caller:
    """The person of this interaction in a guild: its own, or that of a private message's card.

    Rights are those of their roles in the whole guild. What Discord sends with an interaction
    counts a channel's own permissions too: who tidies one channel would then moderate every loan
    from there. A private message carries no roles: the member is fetched. Raises Refused
    ("not-a-member") when they left, ("not-found") when the bot did.
    """
    if interaction.guild_id is not None:
        member = interaction.user
        if not isinstance(member, discord.Member) or guild_id not in (None, interaction.guild_id):
            raise Refused("not-found")
        return await _caller(interaction, interaction.guild_id, member)
    guild = interaction.client.get_guild(guild_id) if guild_id else None
    if guild is None:
        raise Refused("not-found")
    try:
        member = await guild.fetch_member(interaction.user.id)
    except discord.NotFound:
        await interaction.client.services.departures.noticed(
            guild.id,
            interaction.user.id,
            lambda channel: guild.get_channel(channel) is not None,
            guild.owner_id,
        )
        raise Refused("not-a-member") from None
    return await _caller(interaction, guild.id, member)


async def _caller(interaction: Interaction, guild_id: int, member: discord.Member) -> Caller:
    permissions = member.guild_permissions
    facts = await interaction.client.guild_facts(guild_id)
    named = any(member.get_role(role) for role in facts.moderator_roles)
    return Caller(
        guild_id=guild_id,
        user_id=member.id,
        name=member.display_name,
        locale=str(interaction.locale),
        moderator=named or permissions.manage_messages or permissions.administrator,
        manager=permissions.manage_guild or permissions.administrator,
    )
