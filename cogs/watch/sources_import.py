"""``/sources importer`` and ``exporter``: lists of sources, to and from other readers."""

import io

import discord

from cogs._shared.access import caller_from
from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for
from cogs._shared.fields import file_field, form
from cogs._shared.fitting import lines_within, names_within
from cogs._shared.plain import plain
from cogs._shared.replies import defer, open_form, reply, update
from cogs._shared.views import Card, Part, card
from cogs.watch.sources_list import page_id
from cogs.watch.sources_words import topic_label
from domain import csvtable
from domain.errors import Refused
from domain.people import Caller
from domain.text import shorten
from locales import Words
from services.source_import import MOST_BYTES, Imported, Line, Preview

BAD_TEXT, GOOD_TEXT, NAMES_TEXT = 1500, 1200, 250
NAME, REASON = 60, 140
SOURCES, STORIES = WHAT = ("sources", "stories")


async def start(interaction: Interaction, attached: discord.Attachment | None) -> None:
    """The command: with a file, what it would do; without, a form that takes one."""
    caller = await caller_from(interaction)
    if attached is not None:
        await preview_list(interaction, caller, attached)
        return
    await interaction.client.services.sources.all(caller)
    sent = CardId("opml", caller.guild_id, 0, "sent")
    await open_form(interaction, list_form(words_for(interaction), sent))


def list_form(words: Words, sent: CardId) -> discord.ui.Modal:
    field = file_field(
        "list",
        words("sources-field-list"),
        description=words("sources-field-list-why"),
        required=True,
    )
    return form(sent, words("sources-form-import"), field)


async def take_list(interaction: Interaction, press: Press) -> None:
    files = press.fields.get("list")
    attached = files[0] if isinstance(files, list) and files else None
    if not isinstance(attached, discord.Attachment):
        raise Refused("opml-unreadable")
    await preview_list(interaction, press.caller, attached)


async def preview_list(
    interaction: Interaction, caller: Caller, attached: discord.Attachment
) -> None:
    """Answer privately what an import would do; nothing is written."""
    services = interaction.client.services
    if attached.size > MOST_BYTES:
        await services.sources.all(caller)
        raise Refused("opml-too-big", kib=MOST_BYTES // 1024)
    await defer(interaction)
    try:
        data = await attached.read()
    except discord.HTTPException:
        raise Refused("csv-not-received") from None
    found = await services.source_import.preview(caller, data)
    words, zone = words_for(interaction), (await facts_for(interaction)).zone
    reasons = [
        words.refusal(each.problem, zone, plain) if each.problem else "" for each in found.lines
    ]
    name = words("sources-import-report")
    file = discord.File(io.BytesIO(report(words, found, reasons)), name)
    made = preview_card(words, caller.guild_id, found, reasons, name)
    await reply(interaction, made, files=[file])


def preview_card(
    words: Words, guild_id: int, found: Preview, reasons: list[str], report_name: str
) -> Card:
    new, known, bad = (found.of(fate) for fate in ("new", "known", "refused"))
    topics = {each.number: topic_label(each) for each in found.topics}
    parts: list[Part] = [
        words("sources-import-title"),
        words("sources-import-count", new=len(new), known=len(known), bad=len(bad)),
    ]
    shown = [
        words("sources-import-bad", name=_name(each), reason=shorten(reason, REASON))
        for each, reason in zip(found.lines, reasons, strict=True)
        if each.fate == "refused"
    ]
    good = [
        words(
            "sources-import-new",
            name=_name(each),
            topic=plain(topics.get(each.topic or 0, "")) or words("sources-no-topic"),
        )
        for each in new
    ]
    for lines, most in ((shown, BAD_TEXT), (good, GOOD_TEXT)):
        parts.append(lines_within(lines, most, lambda n: words("sources-import-more", count=n)))
    parts.append(discord.ui.File(f"attachment://{report_name}"))
    if found.draft is None:
        parts.append(words("sources-import-nothing"))
        return card("late" if bad else "neutral", *parts)
    label = words("sources-button-import", count=len(new))
    here = CardId("opml", guild_id, found.draft, "write")
    return card("waiting", *parts, [button(here, label, style="primary", emoji="✅")])


def _name(line: Line) -> str:
    return plain(shorten(line.name, NAME)) or "–"


def report(words: Words, found: Preview, reasons: list[str]) -> bytes:
    """Every line and what would become of it, as a sheet."""
    headers = [words(f"sources-report-{each}") for each in ("name", "address", "result")]
    rows: list[list[str | int | None]] = [
        [each.name, each.address, reason or words(f"sources-report-{each.fate}")]
        for each, reason in zip(found.lines, reasons, strict=True)
    ]
    return csvtable.write(headers, rows)


async def write(interaction: Interaction, press: Press) -> None:
    """«Importer N sources»"""
    await defer(interaction)
    done = await interaction.client.services.source_import.write(
        press.caller, press.card.number, interaction_id=interaction.id
    )
    made = imported_card(words_for(interaction), press.caller.guild_id, done)
    await update(interaction, made, files=())


def imported_card(words: Words, guild_id: int, done: Imported) -> Card:
    here = CardId("opml", guild_id, done.batch, "undo")
    return card(
        "done",
        words("sources-import-done", count=done.added),
        words("sources-offered-known", count=done.skipped) if done.skipped else "",
        words("sources-offered-soon") if done.added else "",
        [
            button(page_id(guild_id, 1), words("sources-button-list"), emoji="📋"),
            button(here, words("sources-button-undo"), emoji="↩️"),
        ],
    )


async def undo(interaction: Interaction, press: Press) -> None:
    """«Annuler l’import»"""
    undone = await interaction.client.services.source_import.undo(
        press.caller, press.card.number, interaction_id=interaction.id
    )
    words, guild_id = words_for(interaction), press.caller.guild_id
    kept = names_within([plain(each) for each in undone.kept], NAMES_TEXT)
    await update(
        interaction,
        card(
            "done",
            words("sources-import-undone", count=undone.removed),
            words("sources-import-kept", names=kept) if undone.kept else "",
            [button(page_id(guild_id, 1), words("sources-button-list"), emoji="📋")],
        ),
    )


async def export(interaction: Interaction, what: str) -> None:
    """The guild's sources as an OPML file, or what was published as a table."""
    caller = await caller_from(interaction)
    if what == STORIES:
        await export_stories(interaction, caller)
        return
    words = words_for(interaction)
    guild = interaction.guild.name if interaction.guild else ""
    data, count, pages = await interaction.client.services.source_import.export(
        caller, words("sources-export-title", guild=guild)
    )
    said = words("sources-export-done", count=count)
    if pages:
        said += "\n" + words("sources-export-pages", count=pages)
    file = discord.File(io.BytesIO(data), words("sources-export-name"))
    await reply(interaction, said, files=[file])


async def export_stories(interaction: Interaction, caller: Caller) -> None:
    """What was published, for a spreadsheet."""
    words, services = words_for(interaction), interaction.client.services
    await defer(interaction)
    data, count = await services.source_import.stories(caller)
    file = discord.File(io.BytesIO(data), words("sources-export-stories-name"))
    await reply(interaction, words("sources-export-stories", count=count), files=[file])
