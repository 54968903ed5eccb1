from __future__ import annotations

import io
import itertools

import pytest
from PIL import Image

from assay.document.picture_hash import distance, picture_hash
from document.makers.other_maker import drawing

SEEDS = range(20)


def saved(image: Image.Image, form: str, **options: int) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return Image.open(io.BytesIO(buffer.getvalue()))


def code(image: Image.Image) -> int:
    found = picture_hash(image)
    assert found is not None
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_picture_stays_the_same(seed: int) -> None:
    image = drawing(seed)
    one = code(image)
    changed = {
        "saved badly": saved(image, "JPEG", quality=30),
        "smaller": image.resize((200, 150)),
        "larger": image.resize((1600, 1200)),
        "grey": image.convert("L"),
        "few colours": saved(image.convert("P"), "GIF"),
        "all of it": saved(image.resize((320, 240)).convert("L"), "JPEG", quality=50),
    }
    far = {how: distance(one, code(other)) for how, other in changed.items()}
    assert max(far.values()) <= 8, far


def test_different_pictures_are_apart() -> None:
    codes = [code(drawing(seed)) for seed in SEEDS]
    assert min(distance(one, other) for one, other in itertools.combinations(codes, 2)) > 12


def test_one_shade_has_no_hash() -> None:
    assert picture_hash(Image.new("RGB", (100, 100), "white")) is None
