"""What members do with the watch: ``/veille``, ``/appels``, «Ajouter à la veille», and buttons."""

from typing import Any

from discord import app_commands

from cogs._shared.translator import command, group, said
from cogs._shared.wiring import Job, Wiring
from cogs.watch import (
    call_acts,
    call_notices,
    calls_list,
    digest_card,
    follows_card,
    news_list,
    suggest,
    suggestion_notice,
)
from cogs.watch.topic_option import complete_topic
from cogs.watch.why import tell_why

CLOCK_EVERY = 20.0


def register_members(app: Wiring) -> None:
    """Commands, buttons, messages and clockwork of what members see."""
    _commands(app)
    buttons = app.client.buttons
    buttons.thing("call", missing="story-unknown")
    buttons.thing("follow", missing="follow-unknown")
    for act, handler in (
        ("interest", call_acts.interest),
        ("together", call_acts.together),
        ("remind", call_acts.remind),
        ("agenda", call_acts.agenda),
        ("event", call_acts.event),
    ):
        buttons.on("call", act, handler)
    buttons.on("calls", "turn", calls_list.turn)
    buttons.on("calls", "open", calls_list.open_list)
    buttons.on("news", "turn", news_list.turn)
    buttons.on("news", "open", news_list.open_list)
    buttons.on("follow", "drop", follows_card.drop)
    buttons.on("follow", "drop-chosen", follows_card.drop_chosen)
    buttons.on("follow", "open", follows_card.open_list)
    for drawn in (digest_card, call_notices, suggestion_notice):
        app.drawers.update(drawn.drawers(app.guild_name))
    services = app.services
    app.jobs += [
        Job("digests", CLOCK_EVERY, services.digests.tick),
        Job("own digests", CLOCK_EVERY, services.follows.tick),
        Job("calls", CLOCK_EVERY, services.call_clock.tick),
    ]


def _commands(app: Wiring) -> None:
    watch = group("watch")
    watch.add_command(_with_topic(command("read", parent="watch")(news_list.read_news)))
    watch.add_command(_with_topic(command("follow", parent="watch")(follows_card.follow)))
    watch.add_command(command("search", parent="watch")(news_list.search_news))
    watch.add_command(command("suggest", parent="watch")(suggest.suggest_page))
    watch.add_command(command("why", parent="watch")(tell_why))
    app.tree.add_command(watch)
    app.tree.add_command(_with_topic(command("calls")(calls_list.list_calls)))
    app.tree.add_command(
        app_commands.ContextMenu(name=said("menu-watch-add-message"), callback=suggest.add_message)
    )


def _with_topic(made: Any) -> Any:
    made.autocomplete("topic")(complete_topic)
    return made
