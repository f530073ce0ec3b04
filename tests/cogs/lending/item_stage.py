"""What the tests of items stand on: forms filled as a client shows them, photos, hostile names."""

from io import BytesIO
from typing import Any

from PIL import Image

from cogs._shared import limits
from tests.cogs.network import Network, parts_of, texts

HOSTILE = ["@everyone", "**gras**", "</ban:1>", "[x](http://y.z)", "# titre", "a||caché||"]


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **options)
    return out.getvalue()


class _Opened:
    """A form that was opened, read like a message."""

    def __init__(self, opened: Any) -> None:
        self.components = opened.modal["components"]


def prefilled(opened: Any) -> dict[str, Any]:
    """What stands in a form before anybody types."""
    found: dict[str, Any] = {}
    for part in parts_of(_Opened(opened)):
        if part.get("value"):
            found[part["custom_id"]] = part["value"]
        chosen = [each["value"] for each in part.get("options") or [] if each.get("default")]
        if chosen:
            found[part["custom_id"]] = chosen
    return found


async def fill(network: Network, person: str, opened: Any, **typed: Any) -> Any:
    """Send a form: what was there, changed by what is typed. The form must fit, too."""
    assert opened.modal is not None, opened
    assert not limits._modal(opened.modal)
    return await network.fill(person, opened, **(prefilled(opened) | typed))


async def share(
    network: Network, person: str = "Léa", name: str = "Console M32", **typed: Any
) -> Any:
    """The card of an item offered through ``/partager``."""
    given = {"photo": typed.pop("with_photo")} if "with_photo" in typed else {}
    form = await network.run(person, "partager", nom=name, **given)
    return await fill(network, person, form, **({"category": ["sound"]} | typed))


def all_escaped(said: str, name: str) -> bool:
    """Whether what begins like ``name`` stands nowhere in the text without its backslash."""
    places = [n for n in range(len(said)) if said.startswith(name[:3], n)]
    return all(said[n - 1] == "\\" for n in places)


def refused(answer: Any) -> str:
    """The sentence of a refusal, which is for that person alone."""
    assert answer.ephemeral
    return texts(answer)
