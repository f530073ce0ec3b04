"""The directory: ``/config structures`` for those who set the network up, ``/profil`` for all."""

import discord

from cogs._shared.access import caller_from
from cogs._shared.config_group import config_group
from cogs._shared.context import Interaction
from cogs._shared.translator import command
from cogs._shared.wiring import Job, Wiring
from cogs.directory import import_card, list_card, organisation_card, profile_card
from cogs.directory.announcements import DRAWERS


async def organisations(interaction: Interaction, file: discord.Attachment | None = None) -> None:
    caller = await caller_from(interaction)
    if file is not None:
        await import_card.preview_sheet(interaction, caller, file)
    else:
        await list_card.show_list(interaction, caller)


async def profile(interaction: Interaction) -> None:
    await profile_card.show_profile(interaction)


def setup(app: Wiring) -> None:
    config_group(app.tree).add_command(command("organisations", parent="config")(organisations))
    app.tree.add_command(command("profile")(profile))
    app.drawers.update(DRAWERS)
    buttons, forms = app.client.buttons, app.client.forms
    for registry in (buttons, forms):
        registry.thing("organisation", missing="organisation-unknown")
        registry.thing("sheet", missing="import-unknown")
    buttons.on("directory", "list", list_card.turn)
    buttons.on("directory", "add", organisation_card.ask_new)
    buttons.on("directory", "sheet", import_card.ask_sheet)
    forms.on("directory", "sheet-sent", import_card.take_sheet)
    forms.on("organisation", "new-typed", organisation_card.add)
    for act, ask, do in (
        ("change", organisation_card.ask_change, organisation_card.change),
        ("attach", organisation_card.ask_attach, organisation_card.attach),
        ("detach", organisation_card.ask_detach, organisation_card.detach),
    ):
        buttons.on("organisation", act, ask)
        forms.on("organisation", f"{act}-typed", do)
    buttons.on("organisation", "show", organisation_card.show)
    buttons.on("organisation", "remove", organisation_card.remove)
    buttons.on("sheet", "write", import_card.write)
    buttons.on("sheet", "undo", import_card.undo)
    buttons.on("profile", "organisation", profile_card.choose_organisation)
    buttons.on("profile", "language", profile_card.choose_language)
    buttons.on("profile", "quiet-ask", profile_card.ask_quiet)
    buttons.on("profile", "quiet-none", profile_card.forget_quiet)
    forms.on("profile", "quiet-typed", profile_card.type_quiet)
    app.jobs.append(Job("old previews", 3600, lambda: app.services.directory.sheets.drop_old()))
