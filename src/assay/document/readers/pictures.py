"""Pictures by Pillow: dimensions, place, a thumbnail that shows something else, and the perceptual hash."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from assay.document import xmp
from assay.document.images import read_exif
from assay.document.picture_hash import distance, picture_hash
from assay.model.errors import LimitReached, Unreadable

if TYPE_CHECKING:
    from assay.document.draft import Draft

FORMATS = ("JPEG", "PNG", "TIFF", "GIF", "WEBP", "BMP")
_SIDE = 256
"""Pixels that a JPEG is decoded to at least: the hash looks at 32."""
_OTHER = 16
"""Bits in which a thumbnail differs from a picture that it wasn't made of."""
_SHORTEST, _SMALLEST, _LONGEST_SHAPE = 64, 60_000, 20
"""Pixels of the shorter side and in all from which on, and the longer side in shorter ones up to which, a picture may
hold text: a screenshot of one line of a chat (800 x 80) may, while icons, logos of signatures (200 x 80), lines between
paragraphs and the pixels by which readers are tracked don't."""
_LONGEST_THUMBNAIL = 1 << 20
Image.MAX_IMAGE_PIXELS = None  # `Bounds.pixels` holds instead: an error with dimensions, not a warning


def read(data: bytes, draft: Draft) -> None:
    """Reads a picture.

    Raises:
        LimitReached: it has too many pixels to be decoded; its dimensions are said.
        Unreadable: it can't be decoded.
    """
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError as error:
        raise Unreadable("it isn't a picture that can be decoded") from error
    with image:
        width, height = image.size
        draft.found.say("dimensions", f"{width} x {height}")
        draft.scanned = may_hold_text(width, height)
        if image.format == "TIFF":
            frames = getattr(image, "n_frames", 1)
            draft.found.say("pages", str(frames))
        if image.format not in {"JPEG", "PNG", "TIFF"}:
            block = image.info.get("exif")
            if isinstance(block, bytes):
                read_exif(block.removeprefix(b"Exif\0\0"), draft.found)
        xmp.read(xmp.packet(data), draft.found)
        _place(image, draft)
        if width * height > draft.bounds.pixels:
            raise LimitReached(f"a picture of {width} x {height} pixels isn't decoded")
        image.draft("L", (_SIDE, _SIDE))
        try:
            image.load()
        except (OSError, SyntaxError, ValueError) as error:
            draft.damaged(f"cut off or damaged: {error}")
            raise Unreadable(f"its pixels can't be decoded: {error}") from error
        plain = on_white(image)
        draft.picture = picture_hash(ImageOps.exif_transpose(plain))
        _thumbnail(image, plain, width / height, draft)


def may_hold_text(width: int, height: int) -> bool:
    """Whether a picture of so many pixels is large enough for words, and no strip."""
    short, long = sorted((width, height))
    return short >= _SHORTEST and short * long >= _SMALLEST and long <= _LONGEST_SHAPE * short


def on_white(image: Image.Image) -> Image.Image:
    """The picture on white, as programs show transparent ones."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        whole = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole)
    if image.mode.startswith(("I", "F")):
        low, high = image.getextrema()
        if isinstance(low, int | float) and isinstance(high, int | float) and high > low:
            return image.point(lambda value: (value - low) * (255 / (high - low))).convert("L")
    return image


def _place(image: Image.Image, draft: Draft) -> None:
    """Where it was taken (Exif 2.32, section 4.6.6): degrees north and east."""
    try:
        gps = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        north, east = (_degrees(gps[key], gps.get(key - 1, "")) for key in (2, 4))
    except (KeyError, ValueError, TypeError, ZeroDivisionError, OSError, SyntaxError, IndexError):
        return
    if abs(north) <= 90 and abs(east) <= 180:  # noqa: PLR2004 - degrees
        draft.found.say("gps", f"{north:.6f}, {east:.6f}")


def _degrees(parts: tuple[float, ...], reference: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return -value if reference.strip("\0 ").upper() in {"S", "W"} else value


def _thumbnail(image: Image.Image, plain: Image.Image, ratio: float, draft: Draft) -> None:
    """Says whether the thumbnail in the Exif block shows what the picture shows (section 4.5.5)."""
    block = image.info.get("exif")
    if not isinstance(block, bytes):
        return
    tiff = block.removeprefix(b"Exif\0\0")
    first = image.getexif().get_ifd(ExifTags.IFD.IFD1)
    start, size = first.get(0x0201), first.get(0x0202)
    if not isinstance(start, int) or not isinstance(size, int) or not 0 < size <= _LONGEST_THUMBNAIL:
        return
    draft.found.say("thumbnail", "yes")
    try:
        with Image.open(io.BytesIO(tiff[start : start + size]), formats=("JPEG",)) as small:
            if small.width * small.height > draft.bounds.pixels:
                return
            small.load()
            one, other = picture_hash(_cropped(small, ratio)), picture_hash(plain)
    except (OSError, SyntaxError, ValueError):
        draft.found.say("thumbnail_damaged", "yes")
        return
    if one is not None and other is not None and distance(one, other) > _OTHER:
        draft.found.say("thumbnail_differs", f"in {distance(one, other)} of 64 bits")


def _cropped(small: Image.Image, ratio: float) -> Image.Image:
    """Without the bars that cameras put around thumbnails of another shape than the picture."""
    width, height = small.size
    inner = (width, min(height, round(width / ratio))) if ratio > width / height else (round(height * ratio), height)
    return ImageOps.fit(small, (max(inner[0], 1), max(inner[1], 1)))
