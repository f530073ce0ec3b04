"""``/moderation``: one group to which several features add their commands."""

import discord
from discord import app_commands

from cogs._shared.client import Tree
from cogs._shared.translator import group, said


def moderation_group(tree: Tree) -> app_commands.Group:
    """The group of this tree, made by the first feature that needs it.

    Discord shows it to those who may manage messages; whether they moderate is asked again at
    every command and press, by the services.
    """
    found = tree.get_command(said("command-moderation").message)
    if isinstance(found, app_commands.Group):
        return found
    made = group("moderation", default_permissions=discord.Permissions(manage_messages=True))
    tree.add_command(made)
    return made
