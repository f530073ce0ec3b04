"""``/sources``: what moderators settle of the watch; its commands, buttons and forms."""

import discord
from discord import app_commands

from cogs._shared.access import caller_from
from cogs._shared.context import Interaction
from cogs._shared.replies import reply
from cogs._shared.translator import choices, command, group
from cogs._shared.wiring import Wiring
from cogs.watch import (
    sources_add,
    sources_card,
    sources_forms,
    sources_import,
    sources_list,
    sources_look,
    sources_offered,
    sources_page,
    sources_rules,
    sources_schedule,
    sources_topic,
)
from cogs.watch.source_notices import DRAWERS
from cogs.watch.topic_option import complete_topic, topic_meant
from domain.text import shorten

MOST = 25


async def add(interaction: Interaction, address: str = "", topic: str = "") -> None:
    caller = await caller_from(interaction)
    await interaction.client.services.sources.all(caller)
    chosen = await topic_meant(interaction, caller, topic)
    number = chosen.number if chosen else None
    if address.strip():
        await sources_look.look(interaction, caller, address, number, reply)
    else:
        await sources_offered.show_offered(interaction, caller, reply, number)


async def listed(interaction: Interaction) -> None:
    await sources_list.show_list(interaction, await caller_from(interaction), 1, reply)


async def remove(interaction: Interaction, source: str) -> None:
    caller = await caller_from(interaction)
    found = await interaction.client.services.sources.meant(caller, source)
    await sources_card.show_remove(interaction, caller, found.number)


async def filtered(interaction: Interaction, source: str = "") -> None:
    caller = await caller_from(interaction)
    number = 0
    if source.strip():
        number = (await interaction.client.services.sources.meant(caller, source)).number
    await sources_rules.show_rules(interaction, caller, number, 1, reply)


async def imported(interaction: Interaction, file: discord.Attachment | None = None) -> None:
    await sources_import.start(interaction, file)


@app_commands.choices(what=choices("sources-what", sources_import.WHAT))
async def exported(interaction: Interaction, what: str = sources_import.SOURCES) -> None:
    await sources_import.export(interaction, what)


async def schedule(interaction: Interaction) -> None:
    await sources_schedule.start(interaction)


async def complete_source(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    caller = await caller_from(interaction)
    found = await interaction.client.services.sources.named(caller, current)
    return [
        app_commands.Choice(name=shorten(each.name, 100), value=f"#{each.number}")
        for each in found[:MOST]
    ]


def register_sources(app: Wiring) -> None:
    """``/sources`` and everything that is pressed under it."""
    app.drawers.update(DRAWERS)
    made = group("sources", default_permissions=discord.Permissions(manage_messages=True))
    adding = command("add", parent="sources")(add)
    adding.autocomplete("topic")(complete_topic)
    made.add_command(adding)
    made.add_command(command("list", parent="sources")(listed))
    for one in (
        command("remove", parent="sources")(remove),
        command("filter", parent="sources")(filtered),
    ):
        one.autocomplete("source")(complete_source)
        made.add_command(one)
    made.add_command(command("import", parent="sources")(imported))
    made.add_command(command("export", parent="sources")(exported))
    made.add_command(command("schedule", parent="sources")(schedule))
    app.tree.add_command(made)
    _register_adding(app)
    _register_sources(app)
    _register_settings(app)


def _register_adding(app: Wiring) -> None:
    buttons, forms = app.client.buttons, app.client.forms
    buttons.on("look", "again", sources_add.ask_again)
    forms.on("look", "typed", sources_add.take_address)
    buttons.on("look", "choose", sources_add.choose_feed)
    buttons.on("look", "mode", sources_add.set_mode)
    buttons.on("look", "topic", sources_add.set_topic)
    buttons.on("look", "follow", sources_add.follow)
    buttons.on("look", "cancel", sources_add.cancel)
    buttons.on("look", "page", sources_page.read_page)
    buttons.on("look", "guess", sources_page.take_guess)
    buttons.on("look", "select-ask", sources_page.ask_selectors)
    forms.on("look", "select-typed", sources_page.take_selectors)
    buttons.on("look", "drop", sources_page.drop)
    buttons.on("offer", "ask", sources_add.ask_address)
    forms.on("offer", "typed", sources_add.take_new_address)
    buttons.on("offer", "start", sources_offered.start)
    buttons.on("offer", "more", sources_offered.more)
    buttons.on("offer", "topic", sources_offered.choose_topic)
    buttons.on("offer", "tick", sources_offered.tick)
    buttons.on("offer", "mode", sources_offered.set_mode)
    buttons.on("offer", "follow", sources_offered.follow)
    buttons.on("offer", "page", sources_offered.set_up)
    forms.on("opml", "sent", sources_import.take_list)
    buttons.on("opml", "write", sources_import.write)
    buttons.on("opml", "undo", sources_import.undo)


def _register_sources(app: Wiring) -> None:
    buttons, forms = app.client.buttons, app.client.forms
    for thing in (buttons, forms):
        thing.thing("source", missing="source-unknown")
        thing.thing("topic", missing="topic-unknown")
        thing.thing("rule", missing="rule-unknown")
        for draft in ("look", "tried", "retyped", "opml"):
            thing.thing(draft, missing="watch-draft-gone")
    buttons.on("sources", "page", sources_list.turn)
    for act, handler in {
        "show": sources_card.show_it,
        "open": sources_card.open_it,
        "mode": sources_card.set_mode,
        "topic": sources_card.set_topic,
        "pause": sources_card.pause,
        "resume": sources_card.resume,
        "rename": sources_card.ask_name,
        "read": sources_card.read_now,
        "retry": sources_card.read_now,
        "move": sources_card.move,
        "held": sources_card.take_held,
        "anew": sources_card.learn_held,
        "remove-ask": sources_card.ask_remove,
        "remove": sources_card.remove,
        "queue": sources_card.queue,
    }.items():
        buttons.on("source", act, handler)
    forms.on("source", "rename-typed", sources_card.take_name)
    buttons.on("rules", "list", sources_rules.turn)
    buttons.on("rules", "add", sources_rules.ask_rule)
    forms.on("rules", "add-typed", sources_rules.take_rule)
    buttons.on("tried", "change", sources_rules.ask_other)
    forms.on("tried", "typed", sources_rules.take_other)
    buttons.on("tried", "keep", sources_rules.keep)
    buttons.on("tried", "cancel", sources_rules.cancel)
    buttons.on("rule", "remove", sources_rules.remove)
    buttons.on("retyped", "open", sources_forms.reopen)


def _register_settings(app: Wiring) -> None:
    buttons, forms = app.client.buttons, app.client.forms
    for act, handler in {
        "show": sources_schedule.show_it,
        "rhythm": sources_schedule.set_rhythm,
        "day": sources_schedule.set_day,
        "channel": sources_schedule.set_channel,
        "two": sources_schedule.toggle_two,
        "hours": sources_schedule.ask_hours,
        "topic": sources_topic.open_it,
        "new": sources_topic.ask_new,
    }.items():
        buttons.on("schedule", act, handler)
    forms.on("schedule", "hours-typed", sources_schedule.take_hours)
    forms.on("schedule", "new-typed", sources_topic.take_new)
    for act, handler in {
        "show": sources_topic.show_it,
        "channel": sources_topic.set_channel,
        "role": sources_topic.set_role,
        "place": sources_topic.set_place,
        "accent": sources_topic.set_accent,
        "rename": sources_topic.ask_name,
        "remove-ask": sources_topic.ask_remove,
        "remove": sources_topic.remove,
    }.items():
        buttons.on("topic", act, handler)
    forms.on("topic", "rename-typed", sources_topic.take_name)
