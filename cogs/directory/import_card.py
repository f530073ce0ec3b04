"""A spreadsheet of organisations: what each line would do, then «Importer», then «Annuler»."""

import io

import discord

from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for
from cogs._shared.fields import file_field, form
from cogs._shared.fitting import lines_within, names_within
from cogs._shared.plain import plain
from cogs._shared.replies import defer, open_form, reply, update
from cogs._shared.views import Card, Part, card
from cogs.directory import list_card
from domain import csvtable
from domain.errors import Refused
from domain.people import Caller
from locales import Words
from services.organisation_import import Imported, Line, Preview
from services.settings import refuse_unless_manager

REPORT = "rapport.csv"
BAD_TEXT, GOOD_TEXT, NAMES_TEXT = 1800, 800, 300
"""Characters on the card; the file beside it has every line."""


async def ask_sheet(interaction: Interaction, press: Press) -> None:
    """A form with the file, since on a phone a command's file is hard to find."""
    refuse_unless_manager(press.caller)
    words = words_for(interaction)
    field = file_field(
        "sheet",
        words("directory-field-sheet"),
        description=words("directory-field-sheet-why"),
        required=True,
    )
    await open_form(
        interaction, form(press.card.to("sheet-sent"), words("directory-form-import"), field)
    )


async def take_sheet(interaction: Interaction, press: Press) -> None:
    files = press.fields.get("sheet")
    attached = files[0] if isinstance(files, list) and files else None
    if not isinstance(attached, discord.Attachment):
        raise Refused("csv-empty")
    await preview_sheet(interaction, press.caller, attached)


async def preview_sheet(
    interaction: Interaction, caller: Caller, attached: discord.Attachment
) -> None:
    """Answer privately what an import would do; nothing is written."""
    refuse_unless_manager(caller)
    if attached.size > csvtable.MAX_BYTES:
        raise Refused("csv-too-big", most=csvtable.MAX_BYTES)
    await defer(interaction)
    try:
        data = await attached.read()
    except discord.HTTPException:
        raise Refused("csv-not-received") from None
    preview = await interaction.client.services.directory.sheets.preview(caller, data)
    words = words_for(interaction)
    zone = (await facts_for(interaction)).zone
    reasons = {each.line: words.refusal(each.problem, zone) for each in preview.bad if each.problem}
    file = discord.File(io.BytesIO(report(words, preview, reasons)), REPORT)
    await reply(interaction, preview_card(words, caller.guild_id, preview, reasons), files=[file])


async def write(interaction: Interaction, press: Press) -> None:
    """«Importer N lignes»"""
    done = await interaction.client.services.directory.sheets.write(
        press.caller, press.card.number, interaction_id=interaction.id
    )
    await update(
        interaction, imported_card(words_for(interaction), press.caller.guild_id, done), files=()
    )


async def undo(interaction: Interaction, press: Press) -> None:
    """«Annuler l’import»"""
    undone = await interaction.client.services.directory.sheets.undo(
        press.caller, press.card.number, interaction_id=interaction.id
    )
    words = words_for(interaction)
    said = words("directory-import-undone", count=len(undone.removed))
    if undone.kept:
        kept = names_within([plain(each) for each in undone.kept], NAMES_TEXT)
        said += "\n" + words("directory-import-kept", count=len(undone.kept), names=kept)
    await list_card.redraw(interaction, press.caller.guild_id, said)


def preview_card(words: Words, guild_id: int, preview: Preview, reasons: dict[int, str]) -> Card:
    here = CardId("sheet", guild_id, preview.draft, "write")
    good, bad = preview.good, preview.bad
    parts: list[Part] = [
        words("directory-import-title"),
        words("directory-import-count", good=len(good), bad=len(bad)),
    ]
    if preview.ignored:
        names = names_within([plain(each) for each in preview.ignored], NAMES_TEXT)
        parts.append(words("directory-import-ignored", names=names))
    if bad:
        parts.append(_lines(words, bad, reasons, BAD_TEXT))
    if good:
        parts.append(_lines(words, good, {}, GOOD_TEXT))
    parts.append(discord.ui.File(f"attachment://{REPORT}"))
    if good:
        parts.append(
            [
                button(
                    here,
                    words("directory-import-write", count=len(good)),
                    style="primary",
                    emoji="✅",
                )
            ]
        )
    else:
        parts.append(words("directory-import-nothing"))
    return card("waiting" if good else "late", *parts)


def _lines(words: Words, lines: tuple[Line, ...], reasons: dict[int, str], most: int) -> str:
    """« ❌ ligne 4 · La Grange : déjà dans l’annuaire »"""
    shown = []
    for each in lines:
        name = plain(each.name[:40])
        if reason := reasons.get(each.line):
            text = plain(reason[:120])
            shown.append(
                words("directory-import-bad", line=str(each.line), name=name or "–", reason=text)
            )
        else:
            shown.append(words("directory-import-good", line=str(each.line), name=name))
    return lines_within(shown, most, lambda n: words("directory-import-more", count=n))


def imported_card(words: Words, guild_id: int, done: Imported) -> Card:
    here = CardId("sheet", guild_id, done.batch, "undo")
    skipped = names_within([plain(each.name) for each in done.skipped], NAMES_TEXT)
    return card(
        "done",
        words("directory-import-done", count=len(done.added)),
        words("directory-import-skipped", count=len(done.skipped), names=skipped)
        if done.skipped
        else "",
        [
            button(CardId("directory", guild_id, 1, "list"), words("directory-button-list")),
            button(here, words("directory-import-undo"), emoji="↩️"),
        ],
    )


def report(words: Words, preview: Preview, reasons: dict[int, str]) -> bytes:
    """Every line and what would become of it, as a sheet."""
    headers = [words(f"directory-report-{each}") for each in ("line", "name", "result")]
    fine = words("directory-report-fine")
    return csvtable.write(
        headers,
        [[each.line, each.name, reasons.get(each.line, fine)] for each in preview.lines],
    )
