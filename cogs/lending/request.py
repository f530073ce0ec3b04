"""``/emprunter``: the command, and the buttons of its preview."""

from datetime import timedelta

from cogs._shared.access import caller_from
from cogs._shared.buttons import Press
from cogs._shared.context import Interaction, words_for
from cogs._shared.replies import update
from cogs._shared.translator import command
from cogs._shared.wiring import Wiring
from cogs.lending import completion, dates, request_form
from cogs.lending.preview import Typed, preview_typed, show_preview
from cogs.lending.request_card import cancelled_card, sent_card
from domain.errors import Refused
from domain.periods import Period

TICK = timedelta(milliseconds=1)
"""What storing an instant rounds away."""


async def borrow(
    interaction: Interaction, item: str, when: str, quantity: int = 1, project: str = ""
) -> None:
    caller = await caller_from(interaction)
    await preview_typed(interaction, caller, Typed(item, when, quantity, project))


async def ask(interaction: Interaction, press: Press) -> None:
    """«Demander». What is no longer free shows its reasons and what there is instead."""
    services, guild_id = interaction.client.services, press.caller.guild_id
    began = interaction.client.clock() - TICK
    before = (await services.settings.known(guild_id)).lending_channel
    try:
        loan = await services.lending.request_draft(
            press.caller, press.card.number, interaction.channel_id, interaction.id
        )
    except Refused as refused:
        if refused.key != "not-free":
            raise
        await show_again(interaction, press)
        return
    view = await services.board.view(press.caller, loan.number)
    channel = (await services.settings.read(guild_id)).lending_channel
    made = sent_card(
        words_for(interaction),
        view,
        channel,
        remembered=before is None and channel is not None,
        already=loan.requested_at < began,
    )
    await update(interaction, made, files=())


async def show_again(interaction: Interaction, press: Press) -> None:
    await _redraw(interaction, press)


async def take(interaction: Interaction, press: Press) -> None:
    await _redraw(interaction, press, period=dates.period_from(press.card.extra))


async def other(interaction: Interaction, press: Press) -> None:
    await _redraw(interaction, press, item=_number(press.card.extra))


async def units(interaction: Interaction, press: Press) -> None:
    await _redraw(interaction, press, quantity=_number(press.card.extra))


async def party(interaction: Interaction, press: Press) -> None:
    await _redraw(interaction, press, organisation=_number(press.values[0] if press.values else ""))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused("bad-option")
    return int(text)


async def _redraw(
    interaction: Interaction,
    press: Press,
    *,
    item: int | None = None,
    period: Period | None = None,
    quantity: int | None = None,
    organisation: int | None = None,
) -> None:
    """The preview of the same wish with one thing changed."""
    board = interaction.client.services.board
    _, wish = await board.draft(press.caller, press.card.number)
    preview = await board.preview(
        press.caller,
        f"#{wish.item if item is None else item}",
        period or wish.period,
        wish.quantity if quantity is None else quantity,
        wish.project,
        wish.organisation if organisation is None else organisation,
    )
    await show_preview(interaction, preview, update)


async def cancel(interaction: Interaction, press: Press) -> None:
    await interaction.client.services.board.draft(press.caller, press.card.number)  # it is theirs
    await update(interaction, cancelled_card(words_for(interaction), press.card), files=())


def register_request(app: Wiring) -> None:
    """``/emprunter``, its completions, the buttons of its cards and its forms."""
    made = command("borrow")(borrow)
    made.autocomplete("item")(completion.complete_item)
    made.autocomplete("when")(completion.complete_when)
    app.tree.add_command(made)
    buttons = app.client.buttons
    for registry in (buttons, app.client.forms):
        registry.thing("draft", missing="draft-gone")
        registry.thing("item", missing="item-unknown")
    for act, handler in (
        ("ask", ask),
        ("show", show_again),
        ("take", take),
        ("other", other),
        ("units", units),
        ("party", party),
        ("cancel", cancel),
    ):
        buttons.on("draft", act, handler)
    request_form.register_forms(app)
