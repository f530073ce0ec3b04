"""A loan shown again: on the message where something was pressed, or to one person alone."""

import logging

from cogs._shared.buttons import Press
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for
from cogs._shared.plain import plain
from cogs._shared.replies import reply, update
from cogs.lending import my_loans
from cogs.lending.loan_card import Viewer, files_of, loan_card
from cogs.lending.loan_lines import until
from domain.errors import Refused
from locales import Words
from services.loan_views import LoanView

log = logging.getLogger(__name__)

SAYS_NEXT = {"approve", "accept-offer", "hand-over", "offer", "return", "extend", "contest"}
"""The acts after which the next step is told; after the others the card says it all."""
HERE = "here"
"""Said by a button whose card takes the place of the message it is on."""


async def show_done(interaction: Interaction, press: Press, act: str) -> None:
    """The loan as it stands after an act, where it was pressed, and the next step in words."""
    view = await interaction.client.services.board.view(press.caller, press.card.number)
    words = words_for(interaction)
    said = ""
    if act in SAYS_NEXT and not view.loan.own:
        asked = act == "extend" and view.loan.asked_end is not None
        said = words(f"loans-next-{'extend-asked' if asked else act}", **_next_facts(words, view))
    if not await redraw(interaction, press, view, said) and said:
        await reply(interaction, said)


def _next_facts(words: Words, view: LoanView) -> dict[str, str]:
    return {
        "item": plain(view.item.name),
        "end": until(words, view.loan.period.end, view.zone),
    }


async def redraw(interaction: Interaction, press: Press, view: LoanView, said: str = "") -> bool:
    """Show the loan on the message pressed; True if ``said`` is shown there too (a list)."""
    if my_loans.is_list(press.card.extra):
        await my_loans.redraw(interaction, press, said or words_for(interaction)("common-done"))
        return True
    message = interaction.message
    lasting = message is not None and not message.flags.ephemeral
    words = await _lasting_words(interaction, press) if lasting else words_for(interaction)
    await show_card(interaction, words, view, viewer_of(press.card.extra), edits=True)
    if message is not None and lasting:
        await _note_drawn(interaction, view, message.id)
    return False


async def _lasting_words(interaction: Interaction, press: Press) -> Words:
    """A channel's card speaks the guild's language, whoever presses; a private one its reader's."""
    catalogue = interaction.client.catalogue
    if interaction.guild_id is not None:
        return catalogue.words((await facts_for(interaction)).language)
    profile = await interaction.client.services.directory.profile(press.caller)
    return catalogue.words(profile.locale, str(interaction.locale))


async def show_card(
    interaction: Interaction, words: Words, view: LoanView, viewer: Viewer, *, edits: bool
) -> None:
    """A loan's card in place of the message pressed, or as an answer to one person."""
    files = await files_of(interaction, view)
    guild = ""
    if interaction.guild_id is None:
        known = interaction.client.get_guild(view.loan.guild_id)
        guild = known.name if known else ""
    names = [file.filename for file in files]
    shown = loan_card(words, view, names, viewer=viewer, guild=guild)
    show = update if edits else reply
    await show(interaction, shown, files=files)


def viewer_of(extra: str) -> Viewer:
    """Whose card a button was on, by what its id says besides."""
    return Viewer(extra) if extra in tuple(Viewer) else Viewer.EVERYONE


async def _note_drawn(interaction: Interaction, view: LoanView, message_id: int) -> None:
    """Spare the poster an edit; without it the card is only drawn once more."""
    loan = view.loan
    private = interaction.guild_id is None
    audience = f"person:{interaction.user.id}" if private else "channel"
    try:
        await interaction.client.services.outbox.card_drawn(
            loan.guild_id, "loan", loan.number, audience, loan.revision, message_id
        )
    except Refused:
        log.info("card of loan %s will be drawn again", loan.number)


async def open_card(interaction: Interaction, press: Press) -> None:
    """«Ouvrir» in a list, «Actualiser» under a refusal: the card as it stands."""
    view = await interaction.client.services.board.view(press.caller, press.card.number)
    here = press.card.extra == HERE
    await show_card(interaction, words_for(interaction), view, Viewer.EVERYONE, edits=here)
