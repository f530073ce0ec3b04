"""The bot's command line: ``python -m bot run|migrate|doctor|backup|restore``."""

import argparse
import asyncio
import sys

from bot import config as settings
from bot import exits, log
from bot.config import BadConfig, Config
from locales import Words, shipped


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says; the exit code."""
    environ = settings.environment()
    words = shipped().words(environ.get("DEFAULT_LOCALE"))
    asked = parser(words).parse_args(arguments)
    try:
        config = settings.load(environ, token_required=asked.command in ("run", "doctor"))
    except BadConfig as bad:
        print(mistakes(bad, words), file=sys.stderr)
        return exits.BAD_CONFIG
    log.set_up(config.log_level, config.secrets)
    return COMMANDS[asked.command](config, asked)


def parser(words: Words) -> argparse.ArgumentParser:
    said = argparse.ArgumentParser(prog="python -m bot", description=words("process-about"))
    commands = said.add_subparsers(dest="command", metavar="COMMAND", required=True)
    commands.add_parser("run", help=words("process-help-run"))
    migrate = commands.add_parser("migrate", help=words("process-help-migrate"))
    migrate.add_argument("--by-the-bot", action="store_true", help=argparse.SUPPRESS)
    return said


def mistakes(bad: BadConfig, words: Words) -> str:
    """Every mistake of a configuration, one a line."""
    lines = [
        f"- {each.key} : {words(f'process-config-{each.reason}', **each.facts)}"
        for each in bad.mistakes
    ]
    return "\n".join([words("process-config-title"), *lines, words("process-config-end")])


def run(config: Config, asked: argparse.Namespace) -> int:
    from bot import app

    config.data_dir.mkdir(parents=True, exist_ok=True)
    return asyncio.run(app.run(config))


def migrate(config: Config, asked: argparse.Namespace) -> int:
    return exits.OK


COMMANDS = {"run": run, "migrate": migrate}

if __name__ == "__main__":
    sys.exit(main())
