"""A bot as small as can be, for the tests of the wire: unmodified discord.py in its own process.

It knows a slash command with completion, a button that outlives restarts, a form, a menu, an
attachment, a private message, and it posts to a channel by itself, with a nonce, when asked to.
"""

# A stand-in: asserting which of eight kinds a channel is would hide what it shows.
# mypy: ignore-errors

import asyncio
import datetime
import io
import logging
import os
import re
import types

import discord
import yarl
from discord import app_commands

discord.http.Route.BASE = os.environ["DISCORD_API_URL"]
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])
QUIET = discord.AllowedMentions.none()


class Accept(discord.ui.DynamicItem[discord.ui.Button], template=r"loan:(?P<number>\d+):accept"):
    def __init__(self, number: int) -> None:
        label = discord.ui.Button(label="Accepter", custom_id=f"loan:{number}:accept")
        super().__init__(label)
        self.number = number

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item, match: re.Match[str]
    ):
        return cls(int(match["number"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        if self.number == 404:
            await interaction.response.send_message("inconnu", ephemeral=True)
            return
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(discord.ui.TextDisplay(f"Accepté par {interaction.user.display_name}"))
        await interaction.response.edit_message(view=view, allowed_mentions=QUIET)


class Menu(discord.ui.DynamicItem[discord.ui.Select], template="menu"):
    def __init__(self) -> None:
        options = [discord.SelectOption(label="Son", value="sound")]
        options.append(discord.SelectOption(label="Lumière", value="light"))
        super().__init__(discord.ui.Select(custom_id="menu", options=options))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: discord.ui.Item, ___: re.Match[str]):
        return cls()

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        chosen = interaction.data["values"][0]
        await interaction.followup.send(f"choisi {chosen}", ephemeral=True, allowed_mentions=QUIET)


class Form(discord.ui.Modal, title="Partager"):
    item = discord.ui.Label(text="Nom", component=discord.ui.TextInput(default="Console"))
    picture = discord.ui.Label(
        text="Photo", component=discord.ui.FileUpload(required=False, max_values=1)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        sizes = [len(await file.read()) for file in self.picture.component.values]
        await interaction.response.send_message(
            f"{self.item.component.value} {sizes} {interaction.locale.value}", ephemeral=True
        )


class Tiny(discord.Client):
    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), allowed_mentions=QUIET)
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Accept, Menu)
        await self.tree.sync()

    async def post(self, channel: discord.abc.Messageable, text: str, nonce: str) -> None:
        """Send until it is known to be sent, always with the same nonce."""
        for _ in range(20):
            try:
                await channel.send(text, nonce=nonce)
                return
            except (TimeoutError, discord.DiscordServerError, OSError) as lost:
                logging.warning("lost: %r", lost)
            except discord.HTTPException as refused:
                logging.warning("refused: %s %s", refused.status, refused.code)
                return
            except Exception as lost:  # aiohttp.ServerDisconnectedError is no HTTPException
                logging.warning("lost: %r", lost)
            await asyncio.sleep(0.05)


client = Tiny()


@client.tree.command(name="emprunter", description="Demander un prêt")
async def borrow(interaction: discord.Interaction, objet: str, quantite: int = 1) -> None:
    view = discord.ui.LayoutView(timeout=None)
    box = discord.ui.Container(discord.ui.TextDisplay(f"Demande : {objet} x{quantite}"))
    number = 404 if objet == "inconnu" else 1
    box.add_item(discord.ui.ActionRow(Accept(number)))
    box.add_item(discord.ui.ActionRow(Menu()))
    view.add_item(box)
    await interaction.response.send_message(view=view, allowed_mentions=QUIET)


@borrow.autocomplete("objet")
async def complete(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{typed} (2 libres)", value="#1")]


@client.tree.command(name="partager", description="Partager un objet")
async def share(interaction: discord.Interaction, photo: discord.Attachment | None = None) -> None:
    if photo is None:
        await interaction.response.send_modal(Form())
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    size = len(await photo.read())
    await interaction.followup.send(f"{photo.filename} {size}", allowed_mentions=QUIET)


@client.tree.command(name="annoncer", description="Poster dans le salon, en privé, N fois")
async def announce(interaction: discord.Interaction, texte: str, prive: bool = False) -> None:
    await interaction.response.send_message("ok", ephemeral=True)
    where = await interaction.user.create_dm() if prive else interaction.channel
    await client.post(where, texte, f"n{interaction.id}"[:25])


@client.tree.command(name="relire", description="Relire le salon depuis un message")
async def reread(interaction: discord.Interaction, depuis: str) -> None:
    await interaction.response.defer(ephemeral=True)
    after = discord.Object(int(depuis))
    read = [m async for m in interaction.channel.history(after=after, limit=None)]
    told = f"{len(read)} {read[0].id} {read[-1].id} {read[0].content!r}"
    await interaction.followup.send(told, allowed_mentions=QUIET)


@client.tree.command(name="crier", description="Un message qui oublie allowed_mentions")
async def shout(interaction: discord.Interaction) -> None:
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay("@everyone"))
    await interaction.response.send_message("un", ephemeral=True)
    message = await interaction.channel.send(view=view)
    await message.edit(view=view)


@client.tree.command(name="config", description="Réglages")
@app_commands.default_permissions(manage_guild=True)
async def config(interaction: discord.Interaction, salon: discord.TextChannel) -> None:
    await interaction.response.send_message(f"réglé {salon.name}", ephemeral=True)


@client.tree.command(name="lent", description="Répond trop tard")
async def slow(interaction: discord.Interaction) -> None:
    await asyncio.sleep(3.5)


@client.tree.context_menu(name="Ajouter à la veille")
async def propose(interaction: discord.Interaction, message: discord.Message) -> None:
    told = f"{message.author.display_name} : {message.content} {len(message.attachments)}"
    await interaction.response.send_message(told, ephemeral=True)


@client.tree.command(name="fil", description="Ouvrir un fil sous un message posté ici")
async def thread(interaction: discord.Interaction, nom: str, deux_fois: bool = False) -> None:
    await interaction.response.defer(ephemeral=True)
    message = await interaction.channel.send("départ")
    try:
        made = await message.create_thread(name=nom, auto_archive_duration=60)
        if deux_fois:
            await message.create_thread(name=nom)
        await made.send("premier")
    except discord.HTTPException as refused:
        again = await message.fetch()
        where = again.thread.id if again.thread else None
        await interaction.followup.send(f"{refused.status} {refused.code} {where}")
        return
    await interaction.followup.send(made.mention)


@client.tree.command(name="repondre", description="Écrire dans un fil")
async def reply(interaction: discord.Interaction, fil: str, texte: str) -> None:
    await interaction.response.send_message("ok", ephemeral=True)
    cached = interaction.guild.get_thread(int(fil)) is not None
    where = interaction.guild.get_thread(int(fil)) or await client.fetch_channel(int(fil))
    await client.post(where, f"{texte} {cached}", f"n{interaction.id}"[:25])


@client.tree.command(name="fiche", description="Une fiche dans un forum, avec un fichier")
async def sheet(
    interaction: discord.Interaction, forum: discord.ForumChannel, titre: str, etiquette: str
) -> None:
    tag = discord.utils.get(forum.available_tags, name=etiquette)
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(f"**{titre}**"))
    await interaction.response.defer(ephemeral=True)
    try:
        await forum.create_thread(name=titre, view=view, applied_tags=[tag])
    except discord.HTTPException as refused:
        await interaction.followup.send(f"{refused.status} {refused.code}")
        return
    active = await interaction.guild.active_threads()
    await interaction.followup.send(" ".join(t.name for t in active))


@client.tree.command(name="evenement", description="Un événement programmé")
async def event(interaction: discord.Interaction, nom: str, dans: int) -> None:
    start = interaction.created_at + datetime.timedelta(minutes=dans)
    try:
        await interaction.guild.create_scheduled_event(
            name=nom,
            start_time=start,
            end_time=start + datetime.timedelta(hours=1),
            entity_type=discord.EntityType.external,
            privacy_level=discord.PrivacyLevel.guild_only,
            location="Le Clou",
        )
    except discord.HTTPException as refused:
        await interaction.response.send_message(f"{refused.status} {refused.code}")
        return
    events = await interaction.guild.fetch_scheduled_events()
    await interaction.response.send_message(" ".join(e.name for e in events))


@client.tree.command(name="alerter", description="Prévenir un rôle, et un fichier avec")
async def alert(interaction: discord.Interaction, role: discord.Role, demande: bool) -> None:
    called = [types.SimpleNamespace(id=str(role.id))] if demande else False  # text, as described
    mentions = discord.AllowedMentions(
        everyone=False, users=False, roles=called, replied_user=False
    )
    file = discord.File(io.BytesIO(b"BEGIN:VCALENDAR\r\n"), "rappel.ics")
    text = f"{role.mention} https://exemple.example/a?b=1 <https://exemple.example/c>"
    await interaction.response.send_message("ok", ephemeral=True)
    await interaction.channel.send(text, file=file, allowed_mentions=mentions)


client.run(os.environ["DISCORD_TOKEN"], log_level=logging.INFO)
