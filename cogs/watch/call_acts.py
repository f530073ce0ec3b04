"""What members do with a call: say that they are interested, answer together, be reminded."""

import io
from datetime import datetime, timedelta
from typing import Any

import discord

from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.plain import plain
from cogs._shared.replies import defer, reply
from cogs._shared.views import card
from cogs.watch.calls_list import interested_line
from cogs.watch.story_lines import title_link
from domain.errors import Refused
from domain.text import shorten
from domain.watch.reminders import DAYS_BEFORE
from services.calls import CallView

THREAD_EXISTS = 160004
NAME_LIMIT = 100
PLACE_LIMIT = 100
ABOUT_LIMIT = 1000
HOUR = timedelta(hours=1)


async def interest(interaction: Interaction, press: Press) -> None:
    """«Ça nous intéresse»: in the name of one's organisation; pressed again, no longer."""
    calls = interaction.client.services.calls
    view, on = await calls.interested(
        press.caller, press.card.number, interaction_id=interaction.id
    )
    words = words_for(interaction)
    mine = next((e for e in view.interested if e.user_id == press.caller.user_id), None)
    key = "calls-interest-off"
    if on:
        key = "calls-interest-on" if mine and mine.organisation else "calls-interest-on-person"
    said = words(
        key,
        title=title_link(view.story),
        organisation=plain(mine.organisation) if mine and mine.organisation else "",
    )
    here = CardId("call", press.caller.guild_id, view.story.number, "together")
    buttons = [button(here, words("calls-button-together"), emoji="🤝")] if on else []
    await reply(interaction, card("done", said, interested_line(words, view), buttons))


async def remind(interaction: Interaction, press: Press) -> None:
    """«Me rappeler»: privately, before the deadline; pressed again, no longer."""
    calls = interaction.client.services.calls
    view, on = await calls.remind(press.caller, press.card.number, interaction_id=interaction.id)
    words = words_for(interaction)
    days = words.list([str(each) for each in DAYS_BEFORE])
    key = "calls-remind-on" if on else "calls-remind-off"
    if on and view.story.deadline is None:
        key = "calls-remind-undated"
    await reply(interaction, words(key, title=title_link(view.story), days=days))


# -- answering together


async def together(interaction: Interaction, press: Press) -> None:
    """«On répond ensemble»: a thread where those who are interested find each other."""
    await defer(interaction)
    calls = interaction.client.services.calls
    view = await calls.one(press.caller, press.card.number)
    thread = view.story.thread_id or await _open_thread(interaction, press, view)
    view = await calls.together(
        press.caller, view.story.number, thread, interaction_id=interaction.id
    )
    words = words_for(interaction)
    said = words("calls-together", title=title_link(view.story), thread=f"<#{thread}>")
    await reply(interaction, card("done", said, interested_line(words, view)))


async def _open_thread(interaction: Interaction, press: Press, view: CallView) -> int:
    """The thread under the call's alert, else one in its channel; its id.

    A thread begun from a message has that message's id: begun twice, it is the same. Raises
    Refused("thread-no-channel"), ("thread-no-right").
    """
    place = await interaction.client.services.calls.alert_of(press.caller, view.story.number)
    guild = interaction.client.get_guild(press.caller.guild_id)
    channel = guild.get_channel(place.channel_id) if guild and place.channel_id else None
    if not isinstance(channel, discord.TextChannel):
        raise Refused("thread-no-channel")
    name = shorten(view.story.title, NAME_LIMIT)
    try:
        if place.message_id is None:
            made = await channel.create_thread(name=name, type=discord.ChannelType.public_thread)
        else:
            made = await channel.get_partial_message(place.message_id).create_thread(name=name)
    except discord.Forbidden:
        raise Refused("thread-no-right", channel=channel.name) from None
    except discord.HTTPException as error:
        if error.code == THREAD_EXISTS and place.message_id is not None:
            return place.message_id
        raise
    return made.id


# -- agendas


async def agenda(interaction: Interaction, press: Press) -> None:
    """«Agenda»: the deadline as a file for one's own, and for moderators as the server's event."""
    calls = interaction.client.services.calls
    content = await calls.calendar(press.caller, press.card.number)
    words = words_for(interaction)
    name = f"appel-{press.card.number}.ics"
    here = CardId("call", press.caller.guild_id, press.card.number, "event")
    shown: list[Any] = [words("calls-file"), discord.ui.File(f"attachment://{name}")]
    if press.caller.moderator:
        shown.append([button(here, words("calls-button-event"), emoji="📌")])
    file = discord.File(io.BytesIO(content), name)
    await reply(interaction, card("info", *shown), files=[file])


async def event(interaction: Interaction, press: Press) -> None:
    """«Créer l’événement»: the deadline among the server's events, once."""
    if not press.caller.moderator:
        raise Refused("moderators-only")
    await defer(interaction)
    view = await interaction.client.services.calls.one(press.caller, press.card.number)
    guild = interaction.client.get_guild(press.caller.guild_id)
    if guild is None:
        raise Refused("not-found")
    start, end = hours_of(view)
    name = shorten(view.story.title, NAME_LIMIT)
    words = words_for(interaction)
    try:
        there = await guild.fetch_scheduled_events(with_counts=False)
        found = next((e for e in there if e.name == name and e.end_time == end), None)
        if found is None:
            found = await guild.create_scheduled_event(
                name=name,
                start_time=start,
                end_time=end,
                entity_type=discord.EntityType.external,
                privacy_level=discord.PrivacyLevel.guild_only,
                location=shorten(view.story.link or guild.name, PLACE_LIMIT),
                description=shorten(view.story.summary, ABOUT_LIMIT),
            )
    except discord.Forbidden:
        raise Refused("event-no-right") from None
    await reply(interaction, words("calls-event-made", url=found.url))


def hours_of(view: CallView) -> tuple[datetime, datetime]:
    """The last hour before a call closes, or what is left of it.

    Raises Refused("call-undated"), ("call-closed").
    """
    end = view.closes_at
    if end is None:
        raise Refused("call-undated")
    if end <= view.now:
        raise Refused("call-closed", title=view.story.title)
    # Discord refuses an event that has begun.
    return max(end - HOUR, view.now + (end - view.now) / 2), end
