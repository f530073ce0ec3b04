"""A page without a feed: what its list is made of, guessed first, else typed as CSS selectors."""

from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import refusal_sentence
from cogs._shared.fields import form, text_field
from cogs._shared.replies import defer, open_form, update
from cogs._shared.views import card
from cogs.watch.sources_look import looking, show_look
from domain.errors import Refused
from domain.watch.entry import Selectors

FIELDS = ("block", "title", "link", "summary", "date")
HINTS = {"block": "article", "title": "h2", "link": "a", "summary": "p", "date": "time"}
LONGEST = 200


async def read_page(interaction: Interaction, press: Press) -> None:
    """«Lire la page elle-même»"""
    await looking(interaction, press, lambda it: it.page(press.caller, press.card.number))


async def take_guess(interaction: Interaction, press: Press) -> None:
    """One of the guesses: what it reads is shown like any source."""
    extra = press.card.extra
    if not extra.isdecimal() or len(extra) > 2:
        raise Refused("bad-option")
    await looking(
        interaction, press, lambda it: it.guess(press.caller, press.card.number, int(extra))
    )


async def ask_selectors(interaction: Interaction, press: Press) -> None:
    """The form, with what was tried last."""
    kept = await interaction.client.services.watch_drafts.of(
        press.caller, press.card.number, "page", "preview"
    )
    tried = kept.get("selectors") or kept.get("tried") or {}
    words = words_for(interaction)
    fields = [
        text_field(
            name,
            words("sources-field-selector", field=name),
            value=tried.get(name, ""),
            hint=HINTS[name],
            description=words("sources-field-selector-why", field=name),
            required=name == "block",
            most=LONGEST,
        )
        for name in FIELDS
    ]
    await open_form(
        interaction, form(press.card.to("select-typed"), words("sources-form-selectors"), *fields)
    )


async def take_selectors(interaction: Interaction, press: Press) -> None:
    """What was typed, tried; what it was is kept when it finds nothing."""
    services, caller = interaction.client.services, press.caller
    typed = {name: press.text(name)[:LONGEST] for name in FIELDS}
    kept = await services.watch_drafts.of(caller, press.card.number, "page", "preview")
    await defer(interaction)
    try:
        found = await services.source_previews.select(caller, press.card.number, Selectors(**typed))
    except Refused as refused:
        if not refused.key.startswith("source-"):
            raise
        facts = {"page": kept["page"], "selectors": None, "tried": typed}
        draft = await services.watch_drafts.keep(caller, "page", facts)
        sentence = await refusal_sentence(interaction, refused)
        here = CardId("look", caller.guild_id, draft, "select-ask")
        again = button(
            here, words_for(interaction)("sources-button-again"), style="primary", emoji="✏️"
        )
        await update(interaction, card("late", sentence, [again]))
        return
    await show_look(interaction, caller, found, None, update)


async def drop(interaction: Interaction, press: Press) -> None:
    """«Annuler»: nothing was written."""
    await interaction.client.services.watch_drafts.of(
        press.caller, press.card.number, "page", "preview"
    )
    await update(interaction, card("neutral", words_for(interaction)("sources-cancelled")))
