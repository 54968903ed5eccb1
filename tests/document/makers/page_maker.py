"""Pages of known text as a scanner or a screenshot gives them."""

from __future__ import annotations

import random
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

A4 = (2480, 3508)
"""Pixels at 300 dots per inch."""
DOTS = 300
_MARGIN, _SIZE, _LEADING = 236, 46, 66
_FONTS = ("DejaVuSerif.ttf", "DejaVuSans.ttf", "LiberationSerif-Regular.ttf")


def font(size: int, name: str = "") -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A font that is there: of the system, else the one that comes with Pillow."""
    for one in (name, *_FONTS):
        try:
            return ImageFont.truetype(one, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def page(text: str, size: int = _SIZE, name: str = "") -> Image.Image:
    """A white sheet of A4 at 300 dots per inch with as much of the text, wrapped, as fits."""
    sheet = Image.new("L", A4, 255)
    draw, used = ImageDraw.Draw(sheet), font(size, name)
    at = _MARGIN
    for line in wrapped(text, draw, used, A4[0] - 2 * _MARGIN):
        if at + _LEADING > A4[1] - _MARGIN:
            break
        draw.text((_MARGIN, at), line, fill=0, font=used)
        at += round(size * _LEADING / _SIZE)
    return sheet


def note(text: str, width: int = 1_000, size: int = 30) -> Image.Image:
    """A picture no larger than a few lines of text need: a screenshot."""
    used = font(size)
    lines = wrapped(text, ImageDraw.Draw(Image.new("L", (1, 1))), used, width - 80)
    sheet = Image.new("L", (width, 80 + round(1.5 * size) * max(len(lines), 6)), 255)
    for at, line in enumerate(lines):
        ImageDraw.Draw(sheet).text((40, 40 + round(1.5 * size) * at), line, fill=0, font=used)
    return sheet


def wrapped(text: str, draw: ImageDraw.ImageDraw, used: object, width: int) -> list[str]:
    """Lines that fit a width in pixels."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and draw.textlength(longer, font=used) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def poor(sheet: Image.Image, seed: int = 1, dots: int = 100, degrees: float = 1.0) -> Image.Image:
    """The sheet as a bad scanner gives it: few dots an inch, a little noise, and not quite straight."""
    turned = sheet.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    small = turned.resize((round(A4[0] * dots / DOTS), round(A4[1] * dots / DOTS)), Image.Resampling.LANCZOS)
    noise = Image.frombytes("L", small.size, random.Random(seed).randbytes(small.width * small.height))
    return Image.blend(small, noise, 0.06)


def jpeg(image: Image.Image, quality: int = 90, dots: int = DOTS) -> bytes:
    """A picture's bytes."""
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, dpi=(dots, dots))
    return out.getvalue()


def png(image: Image.Image) -> bytes:
    """A picture's bytes."""
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def scan(pages: list[Image.Image], quality: int = 85, dots: int = DOTS) -> bytes:
    """A PDF whose pages are pictures."""
    out = BytesIO()
    first, *rest = (one.convert("L") for one in pages)
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=float(dots), quality=quality)
    return out.getvalue()
