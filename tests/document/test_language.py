from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.document.language import language
from document.entities.generated import document

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Merci pour ton message, je regarde ça demain", "fr"),
        ("Je te transfère le document demandé par le trésorier", "fr"),
        ("Please find attached the invoice", "en"),
        ("Thanks, I will call you back later", "en"),
        ("Bitte senden Sie mir die Rechnung", "de"),
        ("Muchas gracias por tu mensaje de ayer", "es"),
        ("Ti ringrazio per il messaggio di ieri", "it"),
        ("Muito obrigado pela sua mensagem de ontem", "pt"),
        ("Bedankt voor je bericht van gisteren", "nl"),
        ("Dziękuję za wczorajszą wiadomość", "pl"),
        ("Спасибо за сообщение, отвечу завтра", "ru"),
        ("Дякую за повідомлення, відповім завтра", "uk"),
        ("شكرا على رسالتك سأجيب غدا إن شاء الله", "ar"),
        ("谢谢你的来信我明天会给你答复请把合同发给我看看好吗", "zh"),
    ],
)
def test_a_sentence_is_enough(text: str, expected: str) -> None:
    assert language(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "ok merci", "12 345 678,90 € 12/04/2017 FR76 3000", "A1;B2;C3;D4;E5;F6" * 20, "1 2 3 4 5\n" * 100, "=" * 500],
)
def test_what_is_short_or_no_prose_has_none(text: str) -> None:
    assert not language(text)


def test_the_answer_counts_not_what_it_quotes() -> None:
    quoted = "\n".join(["> The meeting has been moved to Monday because of the strike."] * 20)
    answer = "D'accord, je préviens tout le monde et je réserve la salle."
    assert language(f"{answer}\n\nOn Monday Paul wrote:\n{quoted}") == "fr"
    assert language(f"ok\n\n{quoted}") == "en"


def test_documents_that_are_known() -> None:
    for seed in range(40):
        text, _ = document(seed, french=seed % 2 == 0)
        assert language(text) == ("fr" if seed % 2 == 0 else "en")


@given(st.text())
def test_nothing_is_raised(text: str) -> None:
    assert len(language(text)) in {0, 2}


@pytest.mark.shared
def test_naughty_strings(shared: Path) -> None:
    for line in (shared / "hostile" / "blns" / "blns.txt").read_text("utf-8", "surrogateescape").split("\n"):
        language(line)
