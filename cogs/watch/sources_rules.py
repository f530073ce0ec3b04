"""``/sources filtre``: words to keep, drop, sort or publish by; tried on thirty days before."""

from collections.abc import Mapping

import discord

from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import refusal_sentence
from cogs._shared.fields import choice_field, form, text_field
from cogs._shared.paging import page_buttons, page_line, page_of
from cogs._shared.plain import plain
from cogs._shared.replies import defer, open_form, update
from cogs._shared.views import Card, Part, card, section
from cogs.watch.sources_look import Show
from cogs.watch.sources_words import name_of, topic_label, topic_text
from domain.errors import Refused
from domain.people import Caller
from domain.text import shorten
from domain.watch.rules import LONGEST_WORDS, Rule, RuleAction, Where
from domain.watch.stories import Topic
from locales import Words
from services.watch_rules import DryRun, Ruled

TOPIC = "topic."
SHOWN, TITLE = 150, 110


async def show_rules(
    interaction: Interaction, caller: Caller, source: int, page: int, show: Show
) -> None:
    """The rules that concern a source (0: all of the guild)."""
    services = interaction.client.services
    found = await services.watch_rules.of(caller, source or None)
    name = ""
    if source:
        name = name_of((await services.sources.view(caller, source)).source)
    await show(
        interaction, rules_card(words_for(interaction), caller.guild_id, source, name, found, page)
    )


def rules_card(
    words: Words, guild_id: int, source: int, name: str, found: list[Ruled], number: int
) -> Card:
    page = page_of(found, number)
    here = CardId("rules", guild_id, source, "add")
    title = words("sources-rules-title", count=len(found))
    if source:
        title = words("sources-rules-title-of", name=name)
    parts: list[Part] = [title]
    for each in page.things:
        remove = CardId("rule", guild_id, each.rule.number, "remove", 0, str(source))
        label = words("sources-button-rule-remove")
        parts.append(section(rule_text(words, each), accessory=button(remove, label, emoji="🗑️")))
    parts.append(words("sources-rules-none" if not found else "sources-rules-order"))
    last = page_buttons(words, page, lambda at: here.to("list", str(at)))
    last.append(button(here, words("sources-button-rule-add"), style="primary", emoji="➕"))
    if source:
        known = CardId("source", guild_id, source, "show")
        last.append(button(known, words("sources-button-back"), emoji="↩️"))
    return card("info" if found else "neutral", *parts, page_line(words, page), last)


def rule_text(words: Words, ruled: Ruled) -> str:
    """« **Écarter** ce qui contient « concours » dans le titre · toutes les sources »"""
    rule = ruled.rule
    where = name_of(ruled.source) if ruled.source else words("sources-rule-everywhere")
    said = words(
        "sources-rule-said",
        action=rule.action.value,
        topic=topic_text(words, ruled.topic),
        place=rule.where.value,
        kind="expression" if rule.expression else "words",
        words=plain(shorten(" ".join(rule.words.split()), SHOWN)),
    )
    return f"{said}\n-# {where}"


# -- the form --------------------------------------------------------------------------------------


def rule_form(
    words: Words, sent: CardId, topics: list[Topic], rule: Rule | None
) -> discord.ui.Modal:
    """What to look for, where, and what to do with it; with what was typed before."""
    actions: Mapping[str, str] = {
        each.value: words("sources-rule-action", action=each.value)
        for each in RuleAction
        if each is not RuleAction.TOPIC
    } | {
        f"{TOPIC}{each.number}": words("sources-rule-sort", topic=topic_label(each))
        for each in topics
    }
    chosen = None
    if rule is not None:
        sorting = rule.action is RuleAction.TOPIC
        chosen = f"{TOPIC}{rule.topic}" if sorting else rule.action.value
    kinds = {each: words("sources-rule-kind", kind=each) for each in ("words", "expression")}
    places = {each.value: words("sources-rule-place", place=each.value) for each in Where}
    return form(
        sent,
        words("sources-form-rule"),
        text_field(
            "words",
            words("sources-field-words"),
            value=rule.words if rule else "",
            hint=words("sources-field-words-hint"),
            description=words("sources-field-words-why"),
            long=True,
            most=LONGEST_WORDS,
        ),
        choice_field(
            "action", words("sources-field-action"), actions, chosen=chosen or RuleAction.DROP.value
        ),
        choice_field(
            "place",
            words("sources-field-place"),
            places,
            chosen=(rule.where if rule else Where.ANYWHERE).value,
        ),
        choice_field(
            "kind",
            words("sources-field-kind"),
            kinds,
            chosen="expression" if rule and rule.expression else "words",
        ),
    )


def typed_rule(press: Press, source: int) -> Rule:
    """The rule that a form holds. Raises Refused("bad-option") for what no form offers."""
    picked = {name: _picked(press, name) for name in ("action", "place", "kind")}
    action, _, topic = picked["action"].partition(".")
    if action not in set(RuleAction) or picked["place"] not in set(Where):
        raise Refused("bad-option")
    if (topic and not topic.isdecimal()) or len(topic) > 9:
        raise Refused("bad-option")
    return Rule(
        0,
        source or None,
        Where(picked["place"]),
        press.text("words")[:LONGEST_WORDS],
        picked["kind"] == "expression",
        RuleAction(action),
        int(topic) if topic else None,
    )


def _picked(press: Press, name: str) -> str:
    value = press.fields.get(name)
    first = value[0] if isinstance(value, list) and value else ""
    return first if isinstance(first, str) else ""


# -- pressed ---------------------------------------------------------------------------------------


async def turn(interaction: Interaction, press: Press) -> None:
    extra = press.card.extra
    page = int(extra) if extra.isdecimal() and len(extra) < 6 else 1
    await show_rules(interaction, press.caller, press.card.number, page, update)


async def ask_rule(interaction: Interaction, press: Press) -> None:
    services = interaction.client.services
    await services.watch_rules.of(press.caller, press.card.number or None)
    topics = await services.topics.of(press.caller.guild_id)
    sent = press.card.to("add-typed")
    await open_form(interaction, rule_form(words_for(interaction), sent, topics, None))


async def take_rule(interaction: Interaction, press: Press) -> None:
    """What was typed, tried on the last thirty days before anything is kept."""
    await try_rule(interaction, press, typed_rule(press, press.card.number))


async def ask_other(interaction: Interaction, press: Press) -> None:
    """«Modifier»: the form holds what was typed."""
    services = interaction.client.services
    rule = await services.watch_rules.typed(press.caller, press.card.number)
    topics = await services.topics.of(press.caller.guild_id)
    sent = press.card.to("typed")
    await open_form(interaction, rule_form(words_for(interaction), sent, topics, rule))


async def take_other(interaction: Interaction, press: Press) -> None:
    before = await interaction.client.services.watch_rules.typed(press.caller, press.card.number)
    await try_rule(interaction, press, typed_rule(press, before.source or 0))


async def try_rule(interaction: Interaction, press: Press, rule: Rule) -> None:
    services, caller = interaction.client.services, press.caller
    await defer(interaction)
    try:
        run = await services.watch_rules.try_out(caller, rule)
    except Refused as refused:
        if not refused.key.startswith("rule-"):
            raise
        draft = await services.watch_rules.keep_typed(caller, rule)
        here = CardId("tried", caller.guild_id, draft, "change")
        label = words_for(interaction)("sources-button-again")
        sentence = await refusal_sentence(interaction, refused)
        again = button(here, label, style="primary", emoji="✏️")
        await update(interaction, card("late", sentence, [again]))
        return
    await update(interaction, tried_card(words_for(interaction), caller.guild_id, run))


def tried_card(words: Words, guild_id: int, run: DryRun) -> Card:
    """« 12 articles sur 80 auraient été écartés : … »"""
    here = CardId("tried", guild_id, run.draft, "keep")
    shown = "\n".join(
        f"- {plain(shorten(' '.join(each.title.split()) or each.link, TITLE))}"
        for each in run.examples
    )
    more = run.changed - len(run.examples)
    return card(
        "waiting",
        words("sources-tried-title"),
        rule_text(words, Ruled(run.rule, run.source, run.topic)),
        words(
            "sources-tried",
            action=run.rule.action.value,
            changed=run.changed,
            total=run.total,
        )
        if run.total
        else words("sources-tried-nothing"),
        shown + (f"\n{words('sources-tried-more', count=more)}" if more > 0 else ""),
        words("sources-tried-matched", matched=run.matched)
        if run.matched != run.changed and run.total
        else "",
        [
            button(here, words("sources-button-rule-keep"), style="primary", emoji="✅"),
            button(here.to("change"), words("sources-act-change"), emoji="✏️"),
            button(here.to("cancel"), words("sources-button-cancel")),
        ],
    )


async def keep(interaction: Interaction, press: Press) -> None:
    """«Garder cette règle»"""
    services = interaction.client.services
    made = await services.watch_rules.add(
        press.caller, press.card.number, interaction_id=interaction.id
    )
    await show_rules(interaction, press.caller, made.source or 0, 10**6, update)


async def cancel(interaction: Interaction, press: Press) -> None:
    rule = await interaction.client.services.watch_rules.typed(press.caller, press.card.number)
    await show_rules(interaction, press.caller, rule.source or 0, 1, update)


async def remove(interaction: Interaction, press: Press) -> None:
    """«Retirer» beside a rule."""
    await interaction.client.services.watch_rules.remove(
        press.caller, press.card.number, interaction_id=interaction.id
    )
    extra = press.card.extra
    source = int(extra) if extra.isdecimal() and len(extra) < 10 else 0
    await show_rules(interaction, press.caller, source, 1, update)
