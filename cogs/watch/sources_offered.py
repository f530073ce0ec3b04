"""``/sources ajouter`` without an address: known sources by topic, to tick all at once."""

from cogs._shared.buttons import CardId, Press, button, menu
from cogs._shared.context import Interaction, words_for
from cogs._shared.plain import plain
from cogs._shared.replies import reply, update
from cogs._shared.views import Card, Part, card, menu_row
from cogs.watch.sources_look import Show, look
from cogs.watch.sources_words import mode_choices, ticks
from domain.errors import Refused
from domain.people import Caller
from domain.text import shorten
from domain.watch.stories import Mode
from locales import Words
from services.offered_sources import offered, offered_topics, topic_number
from services.sources import OfferedView

NAME = 60


def token(mode: Mode, ticked: list[int]) -> str:
    """What is chosen so far, as part of a button's id: « hand.3-14 »"""
    return f"{mode.value}.{'-'.join(map(str, ticked))}"


def chosen(extra: str) -> tuple[Mode, list[int]]:
    """Raises Refused("bad-option") for what is no token."""
    mode, _, numbers = (extra or "hand.").partition(".")
    ticked = numbers.split("-") if numbers else []
    if mode not in set(Mode) or not all(each.isdecimal() and len(each) < 5 for each in ticked):
        raise Refused("bad-option")
    return Mode(mode), [int(each) for each in ticked]


async def show_offered(
    interaction: Interaction,
    caller: Caller,
    show: Show,
    topic: int | None = None,
    mode: Mode = Mode.HAND,
    ticked: list[int] | None = None,
) -> None:
    """The sources of a topic (its number; None: the first that has some)."""
    keys = {topic_number(key): key for key in offered_topics()}
    number = topic if topic in keys else min(keys)
    found = await interaction.client.services.sources.offered(caller, keys[number])
    made = offered_card(
        words_for(interaction), caller.guild_id, number, keys, found, mode, ticked or []
    )
    await show(interaction, made)


def offered_card(
    words: Words,
    guild_id: int,
    topic: int,
    keys: dict[int, str],
    found: list[OfferedView],
    mode: Mode,
    ticked: list[int],
) -> Card:
    free = [each for each in found if not each.followed and each.offered.kind != "page"]
    pages = [each for each in found if not each.followed and each.offered.kind == "page"]
    followed = [each for each in found if each.followed]
    ticked = [each.offered.number for each in free if each.offered.number in ticked]
    here = CardId("offer", guild_id, topic, "follow", 0, token(mode, ticked))
    topics = {str(number): words(f"watch-topic-{key}") for number, key in keys.items()}
    parts: list[Part] = [
        words("sources-offered-title"),
        menu_row(
            menu(
                here.to("topic", here.extra),
                words("sources-choose-topic"),
                topics,
                chosen=str(topic),
            )
        ),
    ]
    if free:
        named = {str(each.offered.number): _label(words, each) for each in free}
        chosen_ones = [str(each) for each in ticked]
        tick = ticks(
            here.to("tick", here.extra), words("sources-choose-several"), named, chosen_ones
        )
        parts += [
            tick,
            menu_row(
                menu(
                    here.to("mode", here.extra),
                    words("sources-choose-mode"),
                    mode_choices(words),
                    chosen=mode.value,
                )
            ),
        ]
    parts.append(_said(words, free, followed, ticked))
    buttons = []
    if ticked:
        label = words("sources-button-follow-ticked", count=len(ticked))
        buttons.append(button(here, label, style="primary", emoji="✅"))
    buttons.append(button(here.to("ask"), words("sources-button-address"), emoji="✏️"))
    setting_up = [
        button(
            here.to("page", str(each.offered.number)),
            shorten(words("sources-button-set-up", name=each.offered.name), 34),
            emoji="📄",
        )
        for each in pages
    ]
    if pages:
        parts.append(words("sources-offered-pages"))
    return card("info", *parts, setting_up, buttons)


def _label(words: Words, each: OfferedView) -> str:
    name = shorten(each.offered.name, NAME)
    return name if each.checked else words("sources-offered-unchecked", name=name)


def _said(
    words: Words, free: list[OfferedView], followed: list[OfferedView], ticked: list[int]
) -> str:
    names = [plain(e.offered.name) for e in free if e.offered.number in ticked]
    said = words("sources-offered-ticked", names=words.list(names)) if names else ""
    if not free:
        said = words("sources-offered-all")
    elif not names:
        said = words("sources-offered-none")
    if followed:
        said += "\n" + words("sources-offered-followed", count=len(followed))
    return said


# -- pressed ---------------------------------------------------------------------------------------


async def choose_topic(interaction: Interaction, press: Press) -> None:
    mode, _ = chosen(press.card.extra)
    picked = press.values[0] if press.values else ""
    topic = int(picked) if picked.isdecimal() and len(picked) < 5 else None
    await show_offered(interaction, press.caller, update, topic, mode)


async def tick(interaction: Interaction, press: Press) -> None:
    mode, _ = chosen(press.card.extra)
    ticked = [int(each) for each in press.values if each.isdecimal() and len(each) < 5]
    await show_offered(interaction, press.caller, update, press.card.number, mode, ticked)


async def set_mode(interaction: Interaction, press: Press) -> None:
    _, ticked = chosen(press.card.extra)
    mode = press.values[0] if press.values else ""
    if mode not in set(Mode):
        raise Refused("bad-option")
    await show_offered(interaction, press.caller, update, press.card.number, Mode(mode), ticked)


async def follow(interaction: Interaction, press: Press) -> None:
    """«Suivre ces sources»"""
    mode, ticked = chosen(press.card.extra)
    made, known = await interaction.client.services.sources.add_offered(
        press.caller, ticked, mode, interaction_id=interaction.id
    )
    words, guild_id = words_for(interaction), press.caller.guild_id
    names = words.list([plain(shorten(each.name, NAME)) for each in made])
    more = CardId("offer", guild_id, press.card.number, "more")
    await update(
        interaction,
        card(
            "done",
            words("sources-offered-done", count=len(made), names=names),
            words("sources-offered-known", count=known) if known else "",
            words("sources-offered-soon") if made else "",
            [
                button(
                    CardId("sources", guild_id, 1, "page"),
                    words("sources-button-list"),
                    emoji="📋",
                ),
                button(more, words("sources-button-other"), emoji="➕"),
            ],
        ),
    )


async def more(interaction: Interaction, press: Press) -> None:
    """The list again, as the card that was pressed."""
    await show_offered(interaction, press.caller, update, press.card.number)


async def start(interaction: Interaction, press: Press) -> None:
    """The list as a new answer."""
    await show_offered(interaction, press.caller, reply)


async def set_up(interaction: Interaction, press: Press) -> None:
    """A page that has no feed: what to read is chosen like for any page."""
    found = next((e for e in offered() if str(e.number) == press.card.extra), None)
    if found is None:
        raise Refused("bad-option")
    await look(interaction, press.caller, found.address, topic_number(found.topic), update)
