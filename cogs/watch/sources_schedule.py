"""``/sources calendrier``: the digest's day and hour, alerts a day, and the topics."""

import discord

from cogs._shared.access import caller_from
from cogs._shared.buttons import CardId, Press, button, menu
from cogs._shared.context import Interaction, words_for
from cogs._shared.replies import reply, update
from cogs._shared.rights import state_line
from cogs._shared.views import Card, Part, card, line, menu_row
from cogs.watch.sources_channels import channel_menu, picked_channel
from cogs.watch.sources_forms import open_named, taking
from cogs.watch.sources_look import Show
from cogs.watch.sources_words import topic_label, topic_text
from domain.errors import Refused
from domain.people import Caller
from domain.settings import RHYTHMS, GuildSettings, read_minute
from domain.watch.stories import Topic
from locales import Words

DAYS = 7
TYPES = (discord.ChannelType.text, discord.ChannelType.news)


async def start(interaction: Interaction) -> None:
    await show_schedule(interaction, await caller_from(interaction), reply)


async def show_schedule(interaction: Interaction, caller: Caller, show: Show) -> None:
    services = interaction.client.services
    await services.sources.all(caller)
    settings = await services.settings.read(caller.guild_id)
    topics = await services.topics.of(caller.guild_id)
    await show(interaction, schedule_card(interaction, caller, settings, topics))


def schedule_card(
    interaction: Interaction, caller: Caller, settings: GuildSettings, topics: list[Topic]
) -> Card:
    guild = interaction.guild
    if guild is None:
        raise Refused("guild-only")
    words = words_for(interaction)
    here = CardId("schedule", guild.id, 0, "show")
    rhythms = {each: words("sources-rhythm", rhythm=each) for each in RHYTHMS}
    parts: list[Part] = [
        words("sources-schedule-title"),
        digest_line(words, settings),
        menu_row(
            menu(
                here.to("rhythm"),
                words("sources-choose-rhythm"),
                rhythms,
                chosen=settings.digest,
            )
        ),
    ]
    if settings.digest == "weekly":
        days = {str(day): words("sources-day", day=day) for day in range(DAYS)}
        chooser = menu(
            here.to("day"), words("sources-choose-day"), days, chosen=str(settings.digest_day)
        )
        parts.append(menu_row(chooser))
    parts += [line(), _channel(words, guild, settings)]
    if caller.manager:
        parts.append(channel_menu(words, guild, here.to("channel"), settings.watch_channel, TYPES))
    parts += [line(), topics_text(words, guild, topics)]
    named = {str(each.number): topic_label(each) for each in topics}
    parts.append(menu_row(menu(here.to("topic"), words("sources-choose-a-topic"), named)))
    two = settings.two_moderators
    parts.append(words("sources-two", two="yes" if two else "no"))
    buttons = [
        button(here.to("hours"), words("sources-button-hours"), emoji="🕘"),
        button(here.to("two"), words("sources-button-two", two="yes" if two else "no"), emoji="👥"),
        button(here.to("new"), words("sources-button-topic"), emoji="➕"),
    ]
    return card("info", *parts, buttons)


def digest_line(words: Words, settings: GuildSettings) -> str:
    """When the digest comes, and how many alerts a day before it."""
    hour = f"{settings.digest_at // 60:02}:{settings.digest_at % 60:02}"
    day = words("sources-day", day=settings.digest_day)
    said = words("sources-digest", rhythm=settings.digest, day=day, hour=hour)
    return said + "\n" + words("sources-limit", count=settings.daily_limit)


def _channel(words: Words, guild: discord.Guild, settings: GuildSettings) -> str:
    title = words("settings-channels-watch")
    if settings.watch_channel is None:
        return f"{title}\n{words('settings-channels-watch-none')}"
    channel = guild.get_channel(settings.watch_channel)
    if channel is None:
        return f"{title}\n{words('settings-channels-gone')}"
    return f"{title} · {channel.mention}\n{state_line(words, channel, guild.me)}"


def topics_text(words: Words, guild: discord.Guild, topics: list[Topic]) -> str:
    """A line a topic: its channel and its role, where it has them."""
    lines = [words("sources-topics-title")]
    for each in topics:
        said = [topic_text(words, each)]
        if each.channel_id:
            channel = guild.get_channel(each.channel_id)
            said.append(channel.mention if channel else words("sources-topic-lost"))
        if each.role_id and (role := guild.get_role(each.role_id)):
            said.append(role.mention)
        lines.append("- " + " · ".join(said))
    return "\n".join(lines)


# -- pressed ---------------------------------------------------------------------------------------


async def show_it(interaction: Interaction, press: Press) -> None:
    await show_schedule(interaction, press.caller, update)


async def _change(interaction: Interaction, press: Press, values: dict[str, object]) -> None:
    await interaction.client.services.settings.change_all(
        press.caller, values, interaction_id=interaction.id
    )
    if press.caller.moderator:
        await show_it(interaction, press)


async def set_rhythm(interaction: Interaction, press: Press) -> None:
    await _change(interaction, press, {"watch.digest": "".join(press.values[:1])})


async def set_day(interaction: Interaction, press: Press) -> None:
    picked = "".join(press.values[:1])
    day = int(picked) if picked.isdecimal() and len(picked) == 1 else -1
    await _change(interaction, press, {"watch.digest_day": day})


async def set_channel(interaction: Interaction, press: Press) -> None:
    """The watch's channel, which those who manage the server choose."""
    chosen = picked_channel(interaction, press, TYPES)
    await _change(interaction, press, {"watch.channel": chosen.id if chosen else None})


async def toggle_two(interaction: Interaction, press: Press) -> None:
    services = interaction.client.services
    now = (await services.settings.read(press.caller.guild_id)).two_moderators
    await _change(interaction, press, {"watch.two_moderators": not now})


async def ask_hours(interaction: Interaction, press: Press) -> None:
    services = interaction.client.services
    await services.sources.all(press.caller)
    settings = await services.settings.read(press.caller.guild_id)
    hour = f"{settings.digest_at // 60:02}:{settings.digest_at % 60:02}"
    texts = {"hour": hour, "limit": str(settings.daily_limit)}
    await open_named(interaction, "hours", press.card.to("hours-typed"), texts)


async def take_hours(interaction: Interaction, press: Press) -> None:
    async def act() -> None:
        limit = press.text("limit")
        count = int(limit) if limit.isascii() and limit.isdecimal() else 0
        hour = read_minute(press.text("hour"))
        await _change(interaction, press, {"watch.digest_at": hour, "watch.daily_limit": count})

    await taking(interaction, press, "hours", act)
