"""Photos from anyone: checked by their bytes, drawn anew, without what they carried besides.

What is kept is a JPEG that this module encoded itself: no place where it was taken, no camera, no
second file hidden behind the first. Names and declared types are never looked at.
"""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from domain.errors import Refused

if TYPE_CHECKING:  # 10 MB that an idle bot does without: Pillow comes with the first photo
    from PIL import Image

MAX_BYTES = 10 * 1024 * 1024
"""Discord's own default for one file."""
MAX_SIDE = 1280
MAX_PIXELS = 16_000_000
MAX_JPEG_PIXELS = 64_000_000
"""JPEG is decoded at an eighth or so of its size, so that a phone's 50 millions are no burden."""
QUALITY = 85

_SIGNS = ((b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"))
# One decode at a time: two bombs just under the limit must not add up.
_decoding = threading.Lock()


@dataclass(frozen=True)
class Photo:
    """A photo as it is kept and shown."""

    data: bytes
    content_type: str
    width: int
    height: int


async def check_photo(data: bytes) -> Photo:
    """The photo in ``data``: upright, at most 1280 pixels a side, a JPEG without metadata.

    Decoding takes place in a thread. Raises Refused: photo-empty, photo-too-big (bytes),
    photo-too-large (pixels, judged before decoding), photo-animated, photo-not-an-image.
    """
    kind = _kind(data)
    return await asyncio.to_thread(_redraw, data, kind)


def _kind(data: bytes) -> str:
    """JPEG, PNG or WEBP by the first bytes."""
    if not data:
        raise Refused("photo-empty")
    if len(data) > MAX_BYTES:
        raise Refused("photo-too-big", limit_mib=MAX_BYTES // 1024**2)
    for sign, kind in _SIGNS:
        if data.startswith(sign):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data.startswith((b"GIF87a", b"GIF89a")):
        raise Refused("photo-animated")
    raise Refused("photo-not-an-image")


def _redraw(data: bytes, kind: str) -> Photo:
    from PIL import Image

    with _decoding:
        try:
            with Image.open(BytesIO(data), formats=[kind]) as image:
                return _encode(_upright(image, kind))
        except Refused:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _too_large(kind) from None
        except Exception as error:  # whatever a decoder stumbles on, the file is to blame
            raise Refused("photo-not-an-image") from error


def _upright(image: Image.Image, kind: str) -> Image.Image:
    """The picture in RGB, turned as it was taken, on white, small enough."""
    from PIL import Image, ImageOps

    limit = MAX_JPEG_PIXELS if kind == "JPEG" else MAX_PIXELS
    if image.width * image.height > limit:
        raise _too_large(kind)
    if getattr(image, "n_frames", 1) > 1 and kind != "JPEG":  # a JPEG's frames are its thumbnails
        raise Refused("photo-animated")
    image.draft("RGB", (MAX_SIDE, MAX_SIDE))
    turned = ImageOps.exif_transpose(image)
    if turned.has_transparency_data:
        seen = turned.convert("RGBA")
        turned = Image.new("RGB", seen.size, "white")
        turned.paste(seen, mask=seen.getchannel("A"))
    drawn = turned.convert("RGB")
    drawn.thumbnail((MAX_SIDE, MAX_SIDE))
    return drawn


def _encode(image: Image.Image) -> Photo:
    from PIL import Image

    # A picture of its own pixels alone: Pillow would write a comment or profile it had read.
    bare = Image.frombytes("RGB", image.size, image.tobytes())
    out = BytesIO()
    bare.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Photo(out.getvalue(), "image/jpeg", bare.width, bare.height)


def _too_large(kind: str) -> Refused:
    limit = MAX_JPEG_PIXELS if kind == "JPEG" else MAX_PIXELS
    return Refused("photo-too-large", limit_megapixels=limit // 1_000_000)
