"""``/config materiel``: items from a spreadsheet, line by line before anything is written; and out.

Also reached by a button and a form, since on a phone a command's file is hard to find.
"""

import io

import discord
from discord import app_commands

from cogs._shared.access import caller_from
from cogs._shared.buttons import CardId, Press, button
from cogs._shared.config_group import config_group
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for
from cogs._shared.fields import file_field, form
from cogs._shared.fitting import lines_within, names_within
from cogs._shared.plain import plain
from cogs._shared.replies import defer, open_form, reply, update
from cogs._shared.translator import choices, command
from cogs._shared.views import Card, Part, card
from cogs._shared.wiring import Wiring
from domain import csvtable
from domain.errors import Refused
from domain.people import Caller
from domain.text import shorten
from locales import Words
from services.item_import import Batch, Imported, Preview, Undone
from services.item_lines import Line, refuse_unless_importer

IMPORT, EXPORT, UNDO = ACTIONS = ("import", "export", "undo")
BAD_TEXT, GOOD_TEXT, NAMES_TEXT = 1700, 1000, 250
"""Characters on the card; the file beside it has every line."""
NAME, REASON = 40, 140


async def equipment(
    interaction: Interaction, action: str = "", file: discord.Attachment | None = None
) -> None:
    """The command: what to do, or (nothing said) the card that offers it."""
    caller = await caller_from(interaction)
    refuse_unless_importer(caller)
    if file is not None and action in ("", IMPORT):
        await preview_sheet(interaction, caller, file)
    elif action == IMPORT:
        await open_form(interaction, sheet_form(words_for(interaction), caller.guild_id))
    elif action == EXPORT:
        await send_export(interaction, caller)
    elif action == UNDO:
        await ask_undo(interaction, caller)
    else:
        await reply(interaction, menu_card(words_for(interaction), caller.guild_id))


def menu_card(words: Words, guild_id: int) -> Card:
    here = CardId("gear", guild_id, 0, "sheet")
    return card(
        "info",
        words("items-import-menu"),
        [
            button(here, words("items-button-import"), style="primary", emoji="📄"),
            button(here.to("export"), words("items-button-export"), emoji="💾"),
            button(here.to("undo-ask"), words("items-button-undo"), emoji="↩️"),
        ],
    )


# -- in --------------------------------------------------------------------------------------------


def sheet_form(words: Words, guild_id: int) -> discord.ui.Modal:
    field = file_field(
        "sheet",
        words("items-field-sheet"),
        description=words("items-why-sheet"),
        required=True,
    )
    return form(CardId("gear", guild_id, 0, "sheet-sent"), words("items-form-import"), field)


async def ask_sheet(interaction: Interaction, press: Press) -> None:
    refuse_unless_importer(press.caller)
    await open_form(interaction, sheet_form(words_for(interaction), press.caller.guild_id))


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
    refuse_unless_importer(caller)
    if attached.size > csvtable.MAX_BYTES:
        raise Refused("csv-too-big", most=csvtable.MAX_BYTES)
    await defer(interaction)
    try:
        data = await attached.read()
    except discord.HTTPException:
        raise Refused("csv-not-received") from None
    preview = await interaction.client.services.items.sheets.preview(caller, data)
    words = words_for(interaction)
    zone = (await facts_for(interaction)).zone
    refused = preview.of("refused")
    reasons = {each.line: words.refusal(each.problem, zone) for each in refused if each.problem}
    name = words("items-import-report-name")
    file = discord.File(io.BytesIO(report(words, preview, reasons)), name)
    await reply(
        interaction, preview_card(words, caller.guild_id, preview, reasons, name), files=[file]
    )


async def write(interaction: Interaction, press: Press) -> None:
    """«Importer N lignes»"""
    refuse_unless_importer(press.caller)
    await defer(interaction)
    done = await interaction.client.services.items.sheets.write(
        press.caller, press.card.number, interaction_id=interaction.id
    )
    made = imported_card(words_for(interaction), press.caller.guild_id, done)
    await update(interaction, made, files=())


def preview_card(
    words: Words, guild_id: int, preview: Preview, reasons: dict[int, str], report_name: str
) -> Card:
    good, bad = preview.of("new", "changed"), preview.of("refused")
    parts: list[Part] = [
        words("items-import-title"),
        words(
            "items-import-count",
            new=len(preview.of("new")),
            changed=len(preview.of("changed")),
            same=len(preview.of("same")),
            bad=len(bad),
        ),
    ]
    if preview.ignored:
        names = names_within([plain(each) for each in preview.ignored], NAMES_TEXT)
        parts.append(words("items-import-ignored", names=names))
    if bad:
        parts.append(_lines(words, bad, reasons, BAD_TEXT))
    if good:
        parts.append(_lines(words, good, reasons, GOOD_TEXT))
    parts.append(discord.ui.File(f"attachment://{report_name}"))
    if preview.draft is not None:
        label = words("items-import-write", count=len(good))
        here = CardId("gear", guild_id, preview.draft, "write")
        parts.append([button(here, label, style="primary", emoji="✅")])
    elif bad:
        parts.append(words("items-import-mend"))
    return card("waiting" if good else "late" if bad else "done", *parts)


def _lines(words: Words, lines: tuple[Line, ...], reasons: dict[int, str], most: int) -> str:
    """« ✅ ligne 4 · Console », « ❌ ligne 5 · Micro : pourquoi »"""
    shown = []
    for each in lines:
        name = plain(shorten(each.name, NAME)) or "–"
        if each.fate == "refused":
            reason = plain(shorten(reasons[each.line], REASON))
            shown.append(words("items-import-bad", line=str(each.line), name=name, reason=reason))
        elif each.fate == "new":
            shown.append(words("items-import-new", line=str(each.line), name=name))
        else:
            columns = columns_text(words, each)
            shown.append(
                words("items-import-changed", line=str(each.line), name=name, columns=columns)
            )
    return lines_within(shown, most, lambda n: words("items-import-more", count=n))


def columns_text(words: Words, line: Line) -> str:
    return ", ".join(words(f"items-column-{each.replace('_', '-')}") for each in line.changed)


def report(words: Words, preview: Preview, reasons: dict[int, str]) -> bytes:
    """Every line and what would become of it, as a sheet."""
    headers = [words(f"items-report-{each}") for each in ("line", "name", "result")]
    rows: list[list[str | int | None]] = []
    for each in preview.lines:
        fate = reasons.get(each.line) or words(f"items-report-{each.fate}")
        if each.fate == "changed":
            fate += f" : {columns_text(words, each)}"
        rows.append([each.line, each.name, fate])
    return csvtable.write(headers, rows)


def imported_card(words: Words, guild_id: int, done: Imported) -> Card:
    skipped = names_within([plain(each.name) for each in done.skipped], NAMES_TEXT)
    here = CardId("gear", guild_id, done.batch, "undo")
    return card(
        "done",
        words("items-import-done", added=len(done.added), changed=len(done.changed)),
        words("items-import-skipped", count=len(done.skipped), names=skipped)
        if done.skipped
        else "",
        [button(here, words("items-button-undo"), emoji="↩️")],
    )


# -- back ------------------------------------------------------------------------------------------


async def ask_undo(interaction: Interaction, caller: Caller) -> None:
    """The newest import that can be undone, and the button that does it."""
    last = await interaction.client.services.items.sheets.last(caller)
    await reply(interaction, undo_card(words_for(interaction), caller.guild_id, last))


async def press_undo(interaction: Interaction, press: Press) -> None:
    await ask_undo(interaction, press.caller)


def undo_card(words: Words, guild_id: int, last: Batch) -> Card:
    here = CardId("gear", guild_id, last.number, "undo")
    said = words(
        "items-import-last",
        when=words.discord_time(last.at, "f"),
        by=f"<@{last.by}>" if last.by else words("lending-nobody"),
        added=last.added,
        changed=last.changed,
    )
    return card("waiting", said, [button(here, words("items-button-undo"), style="danger")])


async def undo(interaction: Interaction, press: Press) -> None:
    """«Annuler l’import»"""
    refuse_unless_importer(press.caller)
    await defer(interaction)
    undone = await interaction.client.services.items.sheets.undo(
        press.caller, press.card.number, interaction_id=interaction.id
    )
    made = undone_card(words_for(interaction), press.caller.guild_id, undone)
    await update(interaction, made, files=())


def undone_card(words: Words, guild_id: int, undone: Undone) -> Card:
    kept = names_within([plain(each) for each in undone.kept], NAMES_TEXT)
    return card(
        "done",
        words("items-import-undone", removed=len(undone.removed), restored=len(undone.restored)),
        words("items-import-kept", count=len(undone.kept), names=kept) if undone.kept else "",
    )


# -- out -------------------------------------------------------------------------------------------


async def press_export(interaction: Interaction, press: Press) -> None:
    await send_export(interaction, press.caller)


async def send_export(interaction: Interaction, caller: Caller) -> None:
    """Every item as a file, to the person alone."""
    words = words_for(interaction)
    data, count = await interaction.client.services.items.sheets.export(caller, words.language)
    name = words("items-export-name")
    made = card(
        "done",
        words("items-export-done", count=count),
        discord.ui.File(f"attachment://{name}"),
    )
    await reply(interaction, made, files=[discord.File(io.BytesIO(data), name)])


def register_import(app: Wiring) -> None:
    """``/config materiel`` and its buttons."""
    callback = app_commands.choices(action=choices("items-action", ACTIONS))(equipment)
    config_group(app.tree).add_command(command("equipment", parent="config")(callback))
    buttons, forms = app.client.buttons, app.client.forms
    for registry in (buttons, forms):
        registry.thing("gear", missing="import-unknown")
    forms.on("gear", "sheet-sent", take_sheet)
    for act, handler in (
        ("sheet", ask_sheet),
        ("write", write),
        ("undo-ask", press_undo),
        ("undo", undo),
        ("export", press_export),
    ):
        buttons.on("gear", act, handler)
