"""Who may, said to who may not: a refusal that names those to turn to."""

from cogs._shared.context import Interaction, words_for
from cogs._shared.plain import plain
from cogs._shared.replies import Answerable
from domain.errors import Refused
from domain.people import Party, Role
from locales import Words

MOST_NAMED = 5
ANSWERS = {"approve", "refuse", "counter", "grant-extension", "deny-extension"}
OWNS = {"edit-item", "reserve"}
VERDICTS = {"confirm-return", "contest-return"}


async def say_who_may(interaction: Interaction, refused: Refused, sentence: str) -> Answerable:
    """Drawer of "not-allowed": the act's own sentence, with names."""
    act = str(refused.facts.get("act", ""))
    owner, borrower = refused.facts.get("owner"), refused.facts.get("borrower")
    guild_id = interaction.guild_id or interaction.extras.get("guild_id")
    if guild_id is None or not isinstance(owner, Party):
        return sentence
    words = words_for(interaction)
    owned = await _named(interaction, words, guild_id, owner)
    borrowed = owned
    if isinstance(borrower, Party):
        borrowed = await _named(interaction, words, guild_id, borrower)
    return words(f"loans-stranger-{_group(act)}", owner=owned, borrower=borrowed)


def _group(act: str) -> str:
    if act in ANSWERS:
        return "answer"
    if act in OWNS:
        return "owner"
    if act in VERDICTS:
        return "verdict"
    return {"accept-offer": "offer", "cancel": "cancel"}.get(act, "either")


async def _named(interaction: Interaction, words: Words, guild_id: int, party: Party) -> str:
    """« Le Clou (@Léa, @Karim) », or a member's mention."""
    mention = f"<@{party.member}>" if party.member else ""
    if party.organisation is None:
        return mention
    try:
        directory = interaction.client.services.directory
        entry = await directory.entry(guild_id, party.organisation)
    except Refused:  # it has been removed meanwhile
        return mention or words("lending-nobody")
    speakers = [f"<@{each.user_id}>" for each in entry.members if each.role is not Role.MEMBER]
    people = list(dict.fromkeys([*([mention] if mention else []), *speakers]))[:MOST_NAMED]
    name = plain(entry.organisation.name)
    return f"**{name}** ({', '.join(people)})" if people else f"**{name}**"
