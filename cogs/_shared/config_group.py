"""``/config`` (``/settings``): one group to which several features add their commands."""

import discord
from discord import app_commands

from cogs._shared.client import Tree
from cogs._shared.translator import group, said


def config_group(tree: Tree) -> app_commands.Group:
    """The group of this tree, made by the first feature that needs it.

    Discord shows it to those who may manage the server; whether they may is asked again at
    every command and press, by the services.
    """
    found = tree.get_command(said("command-config").message)
    if isinstance(found, app_commands.Group):
        return found
    made = group("config", default_permissions=discord.Permissions(manage_guild=True))
    tree.add_command(made)
    return made
