"""What members do with a call: say that they are interested, answer together, be reminded."""

import asyncio
import io
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakValueDictionary

import discord

from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.plain import plain
from cogs._shared.replies import defer, reply
from cogs._shared.views import card
from cogs.watch.calls_list import interested_line
from cogs.watch.story_lines import host_of, title_link
from domain.errors import Refused
from domain.text import shorten
from services.call_views import CallView

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
    view, days = await calls.remind(press.caller, press.card.number, interaction_id=interaction.id)
    words = words_for(interaction)
    key = "calls-remind-off" if days is None else "calls-remind-on"
    if days == ():
        key = "calls-remind-undated"
    said = words.list([str(each) for each in days or ()])
    await reply(interaction, words(key, title=title_link(view.story), days=said))


# -- answering together


async def together(interaction: Interaction, press: Press) -> None:
    """«On répond ensemble»: a thread where those who are interested find each other."""
    await defer(interaction)
    number, calls = press.card.number, interaction.client.services.calls
    async with _one_at_a_time(press.caller.guild_id, number):
        view = await calls.joinable(press.caller, number)
        thread = await _thread_of(interaction, press, view)
        view = await calls.together(press.caller, number, thread, interaction_id=interaction.id)
    words = words_for(interaction)
    said = words("calls-together", title=title_link(view.story), thread=f"<#{thread}>")
    await reply(interaction, card("done", said, interested_line(words, view)))


async def _thread_of(interaction: Interaction, press: Press, view: CallView) -> int:
    """The thread of those who answer together: the known one while it is there, else a new one.

    Raises Refused("thread-no-channel"), ("thread-no-right").
    """
    place = await interaction.client.services.calls.alert_of(press.caller, view.story.number)
    guild = interaction.client.get_guild(press.caller.guild_id)
    if guild is None or place.channel_id is None:
        raise Refused("thread-no-channel")
    if view.story.thread_id and await _is_there(guild, view.story.thread_id):
        return view.story.thread_id
    channel = guild.get_channel_or_thread(place.channel_id)
    if isinstance(channel, discord.Thread):  # a post of a forum is a thread already
        return channel.id
    if not isinstance(channel, discord.TextChannel):
        raise Refused("thread-no-channel")
    try:
        return await _open_thread(channel, place.message_id, view)
    except discord.Forbidden:
        raise Refused("thread-no-right", channel=channel.name) from None


async def _is_there(guild: discord.Guild, thread_id: int) -> bool:
    """Whether nobody has deleted the thread; one that sleeps is only known to Discord."""
    if guild.get_thread(thread_id) is not None:
        return True
    try:
        await guild.fetch_channel(thread_id)
    except discord.NotFound:
        return False
    except discord.Forbidden:  # it is there, and the bot may not see it
        return True
    return True


async def _open_thread(channel: discord.TextChannel, message_id: int | None, view: CallView) -> int:
    """Under the alert where there is one: a thread begun from a message has its id, so that one
    begun twice is the same. Else one of that name which the bot has begun there and not noted.
    """
    name = shorten(" ".join(view.story.title.split()), NAME_LIMIT)
    if message_id is not None:
        try:
            return (await channel.get_partial_message(message_id).create_thread(name=name)).id
        except discord.NotFound:  # the alert was deleted
            pass
        except discord.HTTPException as error:
            if error.code != THREAD_EXISTS:
                raise
            return message_id
    for each in await channel.guild.active_threads():
        begun_here = each.parent_id == channel.id and each.owner_id == channel.guild.me.id
        if begun_here and each.name == name:
            return each.id
    made = await channel.create_thread(name=name, type=discord.ChannelType.public_thread)
    return made.id


_under_way: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()


def _one_at_a_time(guild_id: int, number: int) -> asyncio.Lock:
    """What is made on Discord for a call is made once, however many people press at once."""
    return _under_way.setdefault((guild_id, number), asyncio.Lock())


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
    number = press.card.number
    guild = interaction.client.get_guild(press.caller.guild_id)
    if guild is None:
        raise Refused("not-found")
    async with _one_at_a_time(press.caller.guild_id, number):
        view = await interaction.client.services.calls.joinable(press.caller, number)
        try:
            found = await _event_of(guild, view)
        except discord.Forbidden:
            raise Refused("event-no-right") from None
    await reply(interaction, words_for(interaction)("calls-event-made", url=found.url))


async def _event_of(guild: discord.Guild, view: CallView) -> discord.ScheduledEvent:
    """The call's event, made unless it is there."""
    start, end = hours_of(view)
    name = shorten(" ".join(view.story.title.split()), NAME_LIMIT)
    for each in await guild.fetch_scheduled_events(with_counts=False):
        if each.name == name and each.end_time == end:
            return each
    place = view.story.link if len(view.story.link) <= PLACE_LIMIT else host_of(view.story)
    about = f"{view.story.summary}\n{view.story.link}".strip()
    return await guild.create_scheduled_event(
        name=name,
        start_time=start,
        end_time=end,
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
        location=shorten(place or guild.name, PLACE_LIMIT),
        description=shorten(about, ABOUT_LIMIT),
    )


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
