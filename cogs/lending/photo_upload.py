"""A photo that somebody sent along: fetched, checked by its bytes, drawn anew."""

import discord

from domain.errors import Refused
from services.photos import MAX_BYTES, Photo, check_photo


async def photo_from(attached: discord.Attachment | None) -> Photo | None:
    """The photo to keep; None when nothing was sent.

    Raises Refused: "photo-not-received" when Discord doesn't give it, and as ``check_photo``.
    """
    if attached is None:
        return None
    if attached.size > MAX_BYTES:
        raise Refused("photo-too-big", limit_mib=MAX_BYTES // 1024**2)
    try:
        data = await attached.read()
    except discord.HTTPException:
        raise Refused("photo-not-received") from None
    return await check_photo(data)
