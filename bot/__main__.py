"""The bot's command line: ``python -m bot run|migrate|doctor|backup|restore|export``."""

import argparse
import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

from bot import config as settings
from bot import exits, log
from bot.config import BadConfig, Config
from locales import Words, shipped

Command = Callable[[Config, argparse.Namespace, Words], int]


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says; the exit code."""
    environ = settings.environment()
    words = shipped().words(environ.get("DEFAULT_LOCALE"))
    asked = parser(words).parse_args(arguments)
    try:
        config = settings.load(environ, token_required=asked.needs_token)
    except BadConfig as bad:
        print(said(bad, words), file=sys.stderr)
        return exits.BAD_CONFIG
    # What a tool has to say it prints; its log is for what nobody expected.
    quiet = asked.command is not run and config.log_level == "INFO"
    log.set_up("WARNING" if quiet else config.log_level, config.secrets)
    command: Command = asked.command
    return command(config, asked, words)


def parser(words: Words) -> argparse.ArgumentParser:
    """What may be asked, in the host's language."""
    whole = argparse.ArgumentParser(prog="python -m bot", description=words("process-about"))
    commands = whole.add_subparsers(
        metavar="run|migrate|doctor|backup|restore|export", required=True
    )

    def add(name: str, command: Command, needs_token: bool = False) -> argparse.ArgumentParser:
        text = words(f"process-help-{name}")
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(command=command, needs_token=needs_token)
        return made

    add("run", run, needs_token=True)
    add("migrate", migrate)
    doctor = add("doctor", examine, needs_token=True)
    doctor.add_argument("--live", type=int, metavar="ID", help=words("process-help-live"))
    doctor.add_argument(
        "--after", type=float, default=0, metavar="S", help=words("process-help-after")
    )
    backup = add("backup", back_up)
    backup.add_argument("file", type=Path, help=words("process-help-backup-file"))
    restore = add("restore", take_back)
    which = restore.add_mutually_exclusive_group(required=True)
    which.add_argument("file", type=Path, nargs="?", help=words("process-help-restore-file"))
    which.add_argument("--release", action="store_true", help=words("process-help-release"))
    which.add_argument("--hold", action="store_true", help=words("process-help-hold"))
    export = add("export", give_back)
    export.add_argument("what", choices=["watch"], help=words("process-help-export-what"))
    export.add_argument("folder", type=Path, nargs="?", help=words("process-help-export-folder"))
    return whole


def said(bad: BadConfig, words: Words) -> str:
    """Every mistake of a configuration, one a line."""
    lines = [
        f"- {each.key} : {words(f'process-config-{each.reason}', **each.facts)}"
        for each in bad.mistakes
    ]
    return "\n".join([words("process-config-title"), *lines, words("process-config-end")])


def run(config: Config, asked: argparse.Namespace, words: Words) -> int:
    from bot import app

    return asyncio.run(app.run(config, words))


def migrate(config: Config, asked: argparse.Namespace, words: Words) -> int:
    from bot import tools

    return tell(config, *tools.finish(tools.bring_up_to_date(config, words), words))


def examine(config: Config, asked: argparse.Namespace, words: Words) -> int:
    if asked.live is not None:
        from bot import live

        return asyncio.run(live.try_out(config, asked.live, asked.after, words, print))
    from bot import doctor

    return asyncio.run(doctor.examine(config, words, print))


def back_up(config: Config, asked: argparse.Namespace, words: Words) -> int:
    from bot import tools

    return tell(config, *tools.finish(tools.make_backup(config, asked.file, words), words))


def take_back(config: Config, asked: argparse.Namespace, words: Words) -> int:
    from bot import tools

    if asked.release:
        work = tools.release_held(config, words)
    elif asked.hold:
        work = tools.hold_owed(config, words)
    else:
        work = tools.restore_backup(config, asked.file, words)
    return tell(config, *tools.finish(work, words))


def give_back(config: Config, asked: argparse.Namespace, words: Words) -> int:
    from bot import tools

    folder = asked.folder or config.data_dir / "export"
    return tell(config, *tools.finish(tools.export_watch(config, folder, words), words))


def tell(config: Config, code: int, text: str) -> int:
    """Print what a tool answered; troubles, which may quote an address, without its secrets."""
    print(log.Redacted(config.secrets).redact(text), file=sys.stderr if code else sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main())
