from __future__ import annotations

import importlib.resources
import tomllib

import pytest

from assay.examiners.maker_forms import forms

TEXT = importlib.resources.files("assay.examiners").joinpath("makers.toml").read_text("utf-8")
KNOWN = tomllib.loads(TEXT)
SEEN = {
    "gmail-submission": (
        "z15sm2316464wma.10.2017.04.24.00.03.11",
        "4fb4d7f45d1cf-5f36ee5sm9692478a12.12.2025.04.17.00.12.02",
    ),
    "gmail-reception": ("e38-v6sor13289820uae.286.2018.05.26.21.07.28", "53sm1916139ugd.2008.02.15.02.15.50"),
    "gmail-relay": ("h13so3811341wrr.12", "41be03b00d2f7-b99f65so2274192a12.3"),
    "gmail-inside": ("68-v6csp1359320ivl", "j5csp1541900lta"),
    "gmail-x-received": (
        "k16-20020a04r1mr9034829pfg.40.1599984396407",
        "a640c23a62f3a-a6f6mr800581566b.72.1718726328892",
    ),
    "exchange": ("15.20.3391.15", "15.00.1497.002", "8.1.436.0"),
    "postfix": ("3wL1kS6BZ3z9sNC", "4F3A2B1C5D"),
    "exim": ("1dAbCd-0001Ab-XY", "1uEmnv-00000007MXK-32vC"),
    "sendmail": ("v3OB4Qf2012345", "45CDtdN7064413", "06ADVPdD59965518"),
    "gmail": (
        "CA+a1B2c3D4e5F6g7H8i9J0k_l-M=nOpQrStUvWxYz123456789@mail.gmail.com",
        "c70a981c0803170530w711784f3me773ae49dd876e3d@mail.gmail.com",
        "AANLkTi=wWii8ep78G7OuyFQ+W9xsm6O-WVZBGyPJjg-p@mail.gmail.com",
        "BANLkTi=fjLkqWB2MTGtKE93qSjXU76cpvA@mail.gmail.com",
    ),
    "exchange-online": (
        "AM7PR08MB5494A202C575B8DBD2CD1EBA86301@AM7PR08MB5494.eurprd08.prod.outlook.com",
        "0b7c9e1e-2a43-4c0e-9a8e-1f2e3d4c5b6a@AM7PR08MB5494.eurprd08.prod.outlook.com",
    ),
    "yahoo": ("1676725855.3255252.1494393496382@mail.yahoo.com",),
    "amazon-ses": ("0102016bb065bf5e-005b0752-2594-45d5-a01a-12d0c5e24b70-000000@eu-west-1.amazonses.com",),
}


@pytest.mark.parametrize("form", [one for kind in forms() for one in kind], ids=lambda one: one.name)
def test_the_forms_that_were_seen_fit_and_their_neighbours_do_not(form: object) -> None:
    for identity in SEEN[form.name]:
        assert form.form.fullmatch(identity), identity
        left, at, right = identity.partition("@")
        for broken in (left[:4] + "!" + left[5:], f"{left}~", "", "#" + left):
            assert not form.form.fullmatch(broken + at + right), broken


def test_each_says_where_it_was_learned() -> None:
    for one in (*KNOWN["line"], *KNOWN["id"]):
        assert one["source"]
        assert one["seen"] >= 30 or one["source"].startswith("Amazon SES Developer Guide")
        assert 2000 <= one["since"] <= 2020
        assert one["words"][0] != one["words"][0].lower() or one["words"].startswith("sendmail")
    names = [one["name"] for one in (*KNOWN["line"], *KNOWN["id"])]
    assert len(set(names)) == len(names) == len(SEEN)
