"""Alembic, in a process of its own: ``python -m storage.migrations.run`` VERSIONS (a folder)."""

import os
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config

from storage.migrate import URL_VARIABLE
from storage.revisions import VERSIONS


def alembic_config(url: str, versions: Path = VERSIONS) -> Config:
    """Alembic's settings, without an alembic.ini: only the URL varies, and it may hold a secret."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("version_locations", str(versions).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = "head", versions: Path = VERSIONS) -> None:
    command.upgrade(alembic_config(url, versions), revision)


def downgrade(url: str, revision: str) -> None:
    command.downgrade(alembic_config(url), revision)


if __name__ == "__main__":
    upgrade(os.environ[URL_VARIABLE], versions=Path(sys.argv[1]))
    sys.exit(0)
