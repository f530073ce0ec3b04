"""``/config langue``: the language, time zone and quiet hours of a whole guild."""

from cogs._shared.access import caller_from
from cogs._shared.buttons import CardId, Press, button, menu
from cogs._shared.context import Interaction, words_for
from cogs._shared.fields import form, text_field
from cogs._shared.replies import open_form, reply, update
from cogs._shared.views import Card, card, line, menu_row
from domain.settings import LOCALES, GuildSettings, read_minute
from locales import Words
from services.settings import refuse_unless_manager

ZONES = (
    "Europe/Paris", "Europe/Brussels", "Europe/Luxembourg", "Europe/Zurich", "Europe/London",
    "Europe/Lisbon", "Europe/Madrid", "Europe/Berlin", "America/Guadeloupe",
    "America/Martinique", "America/Cayenne", "America/Miquelon", "Indian/Reunion",
    "Indian/Mayotte", "Pacific/Noumea", "Pacific/Tahiti", "Pacific/Wallis", "America/Toronto",
    "Africa/Dakar", "Africa/Abidjan", "Africa/Algiers", "Africa/Tunis", "Africa/Casablanca",
)  # fmt: skip
"""Where French is spoken, and the neighbours; any other zone can be typed."""


async def show_language(interaction: Interaction) -> None:
    """The command itself."""
    caller = await caller_from(interaction)
    refuse_unless_manager(caller)
    settings = await interaction.client.services.settings.read(caller.guild_id)
    await reply(interaction, language_card(interaction, caller.guild_id, settings))


async def choose_language(interaction: Interaction, press: Press) -> None:
    await _change(interaction, press, {"network.locale": "".join(press.values[:1])})


async def choose_zone(interaction: Interaction, press: Press) -> None:
    await _change(interaction, press, {"network.zone": "".join(press.values[:1])})


async def ask_zone(interaction: Interaction, press: Press) -> None:
    refuse_unless_manager(press.caller)
    words = words_for(interaction)
    field = text_field("zone", words("settings-zone-field"), hint="Europe/Paris", most=60)
    await open_form(
        interaction, form(press.card.to("zone-typed"), words("settings-zone-title"), field)
    )


async def type_zone(interaction: Interaction, press: Press) -> None:
    await _change(interaction, press, {"network.zone": press.text("zone")})


async def ask_quiet(interaction: Interaction, press: Press) -> None:
    refuse_unless_manager(press.caller)
    words = words_for(interaction)
    settings = await interaction.client.services.settings.read(press.caller.guild_id)
    await open_form(
        interaction,
        form(
            press.card.to("quiet-typed"),
            words("settings-quiet-title"),
            text_field("start", words("settings-quiet-from"), value=clock_of(settings.quiet_start)),
            text_field("end", words("settings-quiet-to"), value=clock_of(settings.quiet_end)),
        ),
    )


async def type_quiet(interaction: Interaction, press: Press) -> None:
    start, end = read_minute(press.text("start")), read_minute(press.text("end"))
    await _change(interaction, press, {"quiet.start": start, "quiet.end": end})


async def _change(interaction: Interaction, press: Press, values: dict[str, object]) -> None:
    settings = await interaction.client.services.settings.change_all(
        press.caller, values, interaction_id=interaction.id
    )
    await update(interaction, language_card(interaction, press.caller.guild_id, settings))


def language_card(interaction: Interaction, guild_id: int, settings: GuildSettings) -> Card:
    words = words_for(interaction)
    here = CardId("language", guild_id, 0, "choose")
    zone = settings.zone.key
    now = words.moment(interaction.client.clock(), settings.zone)
    zones = {each: each for each in (zone, *(each for each in ZONES if each != zone))}
    return card(
        "info",
        words("settings-language-title"),
        words("settings-language-now", language=words(f"settings-language-{settings.locale}")),
        menu_row(
            menu(
                here,
                words("settings-language-choose"),
                {each: words(f"settings-language-{each}") for each in LOCALES},
                chosen=settings.locale,
            )
        ),
        line(),
        words("settings-zone-now", zone=zone, time=now),
        menu_row(menu(here.to("zone"), words("settings-zone-choose"), zones, chosen=zone)),
        line(),
        quiet_line(words, settings.quiet_start, settings.quiet_end),
        [
            button(here.to("zone-ask"), words("settings-zone-other"), emoji="🌍"),
            button(here.to("quiet-ask"), words("settings-quiet-title"), emoji="🌙"),
        ],
    )


def quiet_line(words: Words, start: int, end: int) -> str:
    """When private messages wait; or that they never do."""
    if start == end:
        return words("settings-quiet-never")
    return words("settings-quiet-now", start=clock_of(start), end=clock_of(end))


def clock_of(minute: int) -> str:
    """« 21:00 »"""
    return f"{minute // 60:02}:{minute % 60:02}"
