"""The baseline of `/emprunter`: its statements and its card, straight on discord.py and aiosqlite.

No rooms, no rules, no refusals, no languages: what one would write for this one answer. It runs on
the same database and sends the same card, byte for byte, but for the ids of its buttons.
"""

import asyncio
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiosqlite
import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.ui import ActionRow, Button, Container, LayoutView, Select, TextDisplay

Route.BASE = os.environ["DISCORD_API_URL"]
DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])
DATABASE = Path(os.environ["DATA_DIR"]) / "entremise.db"
PARIS = ZoneInfo("Europe/Paris")
DAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
MONTHS = [
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
]

ITEM = "SELECT * FROM item WHERE guild_id = ? AND number = ?"
SETTINGS = "SELECT key, value FROM setting WHERE guild_id = ?"
CHOICES = """
SELECT organisation.*, attachment.role, coalesce(member.speaks_as = organisation.number, 0) chosen
FROM attachment
JOIN organisation ON organisation.guild_id = attachment.guild_id
 AND organisation.number = attachment.organisation
LEFT JOIN member ON member.guild_id = attachment.guild_id AND member.user_id = attachment.user_id
WHERE attachment.guild_id = ? AND attachment.user_id = ?
ORDER BY chosen DESC, CASE attachment.role WHEN 'delegate' THEN 0 WHEN 'deputy' THEN 1 ELSE 2 END,
 organisation.number
"""
TAKING = """
SELECT * FROM loan WHERE guild_id = ? AND item = ?
 AND state IN ('requested', 'countered', 'approved', 'out')
UNION ALL
SELECT * FROM loan WHERE guild_id = ? AND item = ? AND state = 'returned' AND returned_at > ?
"""
ORGANISATIONS = "SELECT * FROM organisation WHERE guild_id = ? ORDER BY folded, number"
NUMBER = """
INSERT INTO counter (guild_id, kind, last) VALUES (?, 'draft', 1)
ON CONFLICT (guild_id, kind) DO UPDATE SET last = counter.last + excluded.last RETURNING last
"""
DRAFT = "INSERT INTO draft (guild_id, number, user_id, facts, at) VALUES (?, ?, ?, ?, ?)"


def millis(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def most_taken(loans: list[Any], start: int, end: int) -> int:
    steps = []
    for loan in loans:
        begins, ends = max(loan["start"], start), min(loan["end"], end)
        if loan["state"] in ("approved", "out") and begins < ends:
            steps += [(begins, loan["quantity"]), (ends, -loan["quantity"])]
    taken = most = 0
    for _, change in sorted(steps):
        taken += change
        most = max(most, taken)
    return most


def written(moment: datetime) -> str:
    return f"{DAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]}"


class Baseline(discord.Client):
    database: aiosqlite.Connection

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
        )
        self.tree = app_commands.CommandTree(self)
        self.turn = asyncio.Lock()
        self.channels: dict[int, str] = {}

    async def setup_hook(self) -> None:
        self.database = await aiosqlite.connect(DATABASE, isolation_level=None)
        self.database.row_factory = aiosqlite.Row
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            await self.database.execute(f"PRAGMA {pragma}")
        await self.tree.sync()

    async def all(self, sql: str, *values: Any) -> list[Any]:
        return list(await self.database.execute_fetchall(sql, values))

    async def keep(self, guild: int, person: int, facts: dict[str, Any]) -> int:
        async with self.turn:
            await self.database.execute("BEGIN IMMEDIATE")
            [(number,)] = await self.all(NUMBER, guild)
            at = millis(datetime.now(UTC))
            await self.database.execute(DRAFT, (guild, number, person, json.dumps(facts), at))
            await self.database.commit()
        return int(number)


client = Baseline()


@client.tree.command(name="emprunter", description="Demander à emprunter quelque chose")
async def borrow(
    interaction: discord.Interaction, objet: str, quand: str, quantite: int = 1, projet: str = ""
) -> None:
    guild, person = interaction.guild_id or 0, interaction.user.id
    start, end = (
        datetime.fromisoformat(side).replace(tzinfo=PARIS).astimezone(UTC)
        for side in quand.split("/")
    )
    [item] = await client.all(ITEM, guild, int(objet[1:]))
    if guild not in client.channels:  # kept in memory, as the bot does
        rows = await client.all(SETTINGS, guild)
        client.channels[guild] = {row["key"]: row["value"] for row in rows}["lending.channel"]
    choices = await client.all(CHOICES, guild, person)
    now = millis(datetime.now(UTC))
    loans = await client.all(TAKING, guild, item["number"], guild, item["number"], now)
    known = {row["number"]: row for row in await client.all(ORGANISATIONS, guild)}
    stock = item["units"] - item["out_of_order"]
    room = stock - most_taken(loans, millis(start), millis(end))
    facts = {
        "item": item["number"],
        "period": [start.isoformat(), end.isoformat()],
        "quantity": quantite,
        "project": projet,
        "organisation": None,
    }
    number = await client.keep(guild, person, facts)
    owner = known[item["owner_organisation"]]["short_name"]
    view = drawn(
        f"draft:{guild}:{number}",
        dict(item),
        owner,
        choices,
        (start.astimezone(PARIS), end.astimezone(PARIS)),
        f"{quantite} (libre à ces dates : {room} sur {stock})",
        projet,
        client.channels[guild],
    )
    await interaction.response.send_message(
        view=view, ephemeral=True, allowed_mentions=discord.AllowedMentions.none()
    )


def drawn(
    here: str,
    item: dict[str, Any],
    owner: str,
    choices: list[Any],
    period: tuple[datetime, datetime],
    quantity: str,
    project: str,
    channel: str,
) -> LayoutView:
    first, last = period[0], period[1].replace(day=period[1].day - 1)
    count = (last - first).days + 1
    euros = f"{item['value_cents'] / 100:,.2f}".replace(",", "\u202f").replace(".", ",")
    text = (
        f"### Emprunter : {item['name']}\n**Propriétaire** · {owner}\n"
        f"**Dates** · du {written(first)} au {written(last)} ({count} jours)\n"
        f"**Quantité** · {quantity}\n**Projet** · {project}\n**Lieu** · {item['place']}\n"
        f"**Conditions** · {item['conditions']}\n"
        f"**Valeur** · {euros}\xa0€ l’unité, à remplacer si elle est perdue"
    )
    chooser: Select[LayoutView] = Select(
        custom_id=f"{here}:party:0", placeholder="Pour qui empruntez-vous ?"
    )
    for place, choice in enumerate(choices):
        chooser.add_option(label=choice["name"], value=str(choice["number"]), default=place == 0)
    chooser.add_option(label="En mon nom", value="0")
    buttons: list[Button[LayoutView]] = [
        Button(
            label="Demander",
            custom_id=f"{here}:ask:0",
            style=discord.ButtonStyle.primary,
            emoji="📨",
        ),
        Button(label="Modifier", custom_id=f"{here}:change:0"),
        Button(label="Annuler", custom_id=f"{here}:cancel:0"),
    ]
    then = (
        f"-# Ensuite : la demande est affichée dans <#{channel}> ; {owner} la reçoit, "
        "et sa réponse vous arrive en message privé."
    )
    container: Container[LayoutView] = Container(
        TextDisplay(text),
        TextDisplay(f"**Pour** · {choices[0]['short_name']}"),
        ActionRow(chooser),
        TextDisplay(then),
        ActionRow(*buttons),
        accent_color=0x0072B2,
    )
    view = LayoutView(timeout=None)
    view.add_item(container)
    return view


if __name__ == "__main__":
    client.run(os.environ["DISCORD_TOKEN"], log_level=30)
