"""``/profil``: one's organisations, for which one acts, one's language and quiet hours."""

from cogs._shared.access import caller_from
from cogs._shared.buttons import CardId, Press, button, menu
from cogs._shared.context import Interaction, words_for
from cogs._shared.fields import form, text_field
from cogs._shared.fitting import lines_within
from cogs._shared.plain import plain
from cogs._shared.replies import open_form, reply, update
from cogs._shared.views import Card, Part, card, line, menu_row
from domain.errors import Refused
from domain.settings import LOCALES, GuildSettings, read_minute
from locales import Words
from services.directory import Profile

AS_DISCORD = "auto"
MENU = 25


async def show_profile(interaction: Interaction) -> None:
    """The command itself."""
    caller = await caller_from(interaction)
    services = interaction.client.services
    profile = await services.directory.profile(caller)
    settings = await services.settings.read(caller.guild_id)
    await reply(
        interaction, profile_card(words_for(interaction), caller.guild_id, profile, settings)
    )


async def choose_organisation(interaction: Interaction, press: Press) -> None:
    chosen = press.values[0] if press.values else ""
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 10):
        raise Refused("bad-option")
    profile = await interaction.client.services.directory.speak_as(
        press.caller, int(chosen), interaction_id=interaction.id
    )
    await _redraw(interaction, press, profile)


async def choose_language(interaction: Interaction, press: Press) -> None:
    chosen = press.values[0] if press.values else AS_DISCORD
    profile = await interaction.client.services.directory.choose_language(
        press.caller, None if chosen == AS_DISCORD else chosen, interaction_id=interaction.id
    )
    await _redraw(interaction, press, profile)


async def ask_quiet(interaction: Interaction, press: Press) -> None:
    words = words_for(interaction)
    services = interaction.client.services
    profile = await services.directory.profile(press.caller)
    start, end = _quiet(profile, await services.settings.read(press.caller.guild_id))
    await open_form(
        interaction,
        form(
            press.card.to("quiet-typed"),
            words("directory-profile-quiet-title"),
            text_field("start", words("directory-profile-quiet-from"), value=_clock(start)),
            text_field("end", words("directory-profile-quiet-to"), value=_clock(end)),
        ),
    )


async def type_quiet(interaction: Interaction, press: Press) -> None:
    hours = (read_minute(press.text("start")), read_minute(press.text("end")))
    profile = await interaction.client.services.directory.choose_quiet_hours(
        press.caller, hours, interaction_id=interaction.id
    )
    await _redraw(interaction, press, profile)


async def forget_quiet(interaction: Interaction, press: Press) -> None:
    """Back to the network's hours."""
    profile = await interaction.client.services.directory.choose_quiet_hours(
        press.caller, None, interaction_id=interaction.id
    )
    await _redraw(interaction, press, profile)


async def _redraw(interaction: Interaction, press: Press, profile: Profile) -> None:
    settings = await interaction.client.services.settings.read(press.caller.guild_id)
    made = profile_card(words_for(interaction), press.caller.guild_id, profile, settings)
    await update(interaction, made)


def profile_card(words: Words, guild_id: int, profile: Profile, settings: GuildSettings) -> Card:
    here = CardId("profile", guild_id, 0, "language")
    parts: list[Part] = [words("directory-profile-title"), _belongs(words, profile)]
    home = profile.home.organisation if profile.home else None
    if len(profile.organisations) > 1:
        names = {str(each.number): each.name for each, _ in profile.organisations[:MENU]}
        act = here.to("organisation")
        parts.append(words("directory-profile-acts-for"))
        parts.append(
            menu_row(menu(act, words("directory-profile-choose"), names, chosen=str(home)))
        )
    languages = {AS_DISCORD: words("directory-profile-language-auto")}
    languages |= {each: words(f"settings-language-{each}") for each in LOCALES}
    parts += [
        line(),
        words("directory-profile-language"),
        menu_row(
            menu(
                here,
                words("directory-profile-language-choose"),
                languages,
                chosen=profile.locale or AS_DISCORD,
            )
        ),
        line(),
        _quiet_line(words, profile, settings),
        [
            button(here.to("quiet-ask"), words("directory-profile-quiet-title"), emoji="🌙"),
            button(
                here.to("quiet-none"),
                words("directory-profile-quiet-network"),
                off=profile.quiet_start is None,
            ),
        ],
    ]
    return card("info", *parts)


def _belongs(words: Words, profile: Profile) -> str:
    if not profile.organisations:
        return words("directory-profile-alone")
    said = [
        words(f"directory-profile-{role.value}", name=plain(organisation.name))
        for organisation, role in profile.organisations
    ]
    return lines_within(said, 2000, lambda count: words("directory-profile-more", count=count))


def _quiet(profile: Profile, settings: GuildSettings) -> tuple[int, int]:
    if profile.quiet_start is None or profile.quiet_end is None:
        return settings.quiet_start, settings.quiet_end
    return profile.quiet_start, profile.quiet_end


def _quiet_line(words: Words, profile: Profile, settings: GuildSettings) -> str:
    start, end = _quiet(profile, settings)
    if start == end:
        return words("directory-profile-quiet-never")
    return words(
        "directory-profile-quiet",
        start=_clock(start),
        end=_clock(end),
        whose="network" if profile.quiet_start is None else "own",
    )


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
