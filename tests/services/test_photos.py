"""Photos are what they claim to be, or refused; and they forget where they were taken."""

import struct
import time
import zipfile
import zlib
from io import BytesIO

import pytest
from PIL import Image

from domain.errors import Refused
from services.photos import MAX_BYTES, MAX_SIDE, check_photo


def made(kind: str, size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **options)
    return out.getvalue()


def png_bomb(side: int) -> bytes:
    """A PNG of side × side white pixels in a few kilobytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        crc = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = b"\0" + b"\xff" * ((side + 7) // 8)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


async def refusal_of(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        await check_photo(data)
    return caught.value.key


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_a_photo_becomes_a_jpeg_of_ours(kind):
    photo = await check_photo(made(kind))
    with Image.open(BytesIO(photo.data)) as image:
        assert (image.format, image.size) == ("JPEG", (40, 30))
    assert (photo.content_type, photo.width, photo.height) == ("image/jpeg", 40, 30)


async def test_a_large_photo_is_made_small_and_keeps_its_shape():
    photo = await check_photo(made("JPEG", (4000, 3000)))
    assert (photo.width, photo.height) == (MAX_SIDE, 960)


async def test_where_it_was_taken_is_forgotten():
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (46.0, 19.0, 30.0)  # latitude of Niort
    exif[0x010F] = "A camera"
    sent = made("JPEG", exif=exif, comment=b"home address")
    assert b"A camera" in sent and b"home address" in sent
    photo = await check_photo(sent)
    with Image.open(BytesIO(photo.data)) as image:
        assert not image.getexif() and "comment" not in image.info and "exif" not in image.info
    assert b"A camera" not in photo.data and b"home address" not in photo.data


async def test_a_photo_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = await check_photo(made("JPEG", (40, 30), exif=exif))
    assert (photo.width, photo.height) == (30, 40)


async def test_transparency_becomes_white():
    out = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    photo = await check_photo(out.getvalue())
    with Image.open(BytesIO(photo.data)) as image:
        assert image.getpixel((10, 10)) == (255, 255, 255)


async def test_a_second_file_behind_the_photo_is_dropped():
    hidden = BytesIO()
    with zipfile.ZipFile(hidden, "w") as archive:
        archive.writestr("evil.txt", "<script>alert(1)</script>")
    sent = made("JPEG") + hidden.getvalue()
    assert zipfile.is_zipfile(BytesIO(sent))
    photo = await check_photo(sent)
    assert not zipfile.is_zipfile(BytesIO(photo.data)) and b"script" not in photo.data


async def test_a_bomb_is_refused_before_it_is_decoded():
    bomb = png_bomb(40_000)
    assert len(bomb) < 400_000
    start = time.perf_counter()
    assert await refusal_of(bomb) == "photo-too-large"
    assert time.perf_counter() - start < 0.5


async def test_a_smaller_bomb_that_pillow_lets_through_is_refused_too():
    assert await refusal_of(png_bomb(5_000)) == "photo-too-large"


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "photo-empty"),
        (SVG, "photo-not-an-image"),
        (b"<html><img src=x onerror=alert(1)>", "photo-not-an-image"),
        (b"%PDF-1.7\n" + made("JPEG"), "photo-not-an-image"),
        (b"\xff\xd8\xff" + SVG, "photo-not-an-image"),
        (b"\x89PNG\r\n\x1a\n" + SVG, "photo-not-an-image"),
        (made("JPEG", (400, 300))[:900], "photo-not-an-image"),
        (made("BMP"), "photo-not-an-image"),
        (made("TIFF"), "photo-not-an-image"),
        (b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", "photo-animated"),
        (made("JPEG") + b"\0" * MAX_BYTES, "photo-too-big"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_is_no_photo_is_refused(data, key):
    assert await refusal_of(data) == key


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
async def test_a_moving_picture_is_refused(kind):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    assert await refusal_of(out.getvalue()) == "photo-animated"
