"""``/config panneau``: a lasting panel in the loans channel, for those who type no command."""

from typing import Any
from zoneinfo import ZoneInfo

from cogs._shared.access import caller_from
from cogs._shared.buttons import CardId, Press, button
from cogs._shared.config_group import config_group
from cogs._shared.context import Interaction, words_for
from cogs._shared.drawing import Drawing
from cogs._shared.replies import reply
from cogs._shared.translator import command
from cogs._shared.views import card
from cogs._shared.wiring import Wiring
from cogs.lending import catalogue, my_loans, request_form, share
from locales import Words
from services.panel import POSTED


async def panel(interaction: Interaction) -> None:
    caller = await caller_from(interaction)
    channel, remembered = await interaction.client.services.panel.post(
        caller, interaction.channel_id, interaction_id=interaction.id
    )
    key = "lending-panel-remembered" if remembered else "lending-panel-posted"
    await reply(interaction, words_for(interaction)(key, channel=f"<#{channel}>"))


def panel_posted(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    """The panel itself, in the guild's language; what its buttons open is in each person's."""
    here = CardId("panel", int(facts["guild"]), 0, "borrow")
    buttons = [
        button(here, words("lending-panel-borrow"), style="primary", emoji="📨"),
        button(here.to("free"), words("lending-panel-free"), emoji="📅"),
        button(here.to("share"), words("lending-panel-share"), emoji="📦"),
        button(here.to("loans"), words("lending-panel-loans"), emoji="📋"),
    ]
    return Drawing(card("info", words("lending-panel-text"), buttons))


async def borrow(interaction: Interaction, press: Press) -> None:
    await request_form.ask_anything(interaction, press)


async def free(interaction: Interaction, press: Press) -> None:
    await catalogue.ask_when(interaction, press)


async def offer(interaction: Interaction, press: Press) -> None:
    await share.open_share(interaction, press.caller)


async def loans(interaction: Interaction, press: Press) -> None:
    await my_loans.show_list(interaction)


def register_panel(app: Wiring) -> None:
    """``/config panneau``, the panel's drawer and its buttons."""
    config_group(app.tree).add_command(command("panel", parent="config")(panel))
    app.drawers[POSTED] = panel_posted
    buttons = app.client.buttons
    for act, handler in (("borrow", borrow), ("free", free), ("share", offer), ("loans", loans)):
        buttons.on("panel", act, handler)
    app.client.forms.on("panel", "free-typed", catalogue.told_when_anew)
