from __future__ import annotations

from email import message_from_bytes
from email.header import decode_header, make_header
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from assay.demo import mime
from assay.demo.documents import Attachment

if TYPE_CHECKING:
    from assay.demo.people import Cast


@given(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), max_size=120).map(
        lambda text: " ".join(text.split())
    )
)
def test_encoded_words_decode_to_the_text(text: str) -> None:
    encoded = mime.encoded(text, room=9)
    assert encoded.isascii()
    assert max(map(len, encoded.split("\r\n"))) <= 76 or text.isascii()
    assert str(make_header(decode_header(encoded.replace("\r\n", "\n")))) == text or text.isascii()


def test_parts_read_back(people: Cast) -> None:
    text = "Élan « à bientôt »\n" * 3
    for transfer in ("quoted-printable", "8bit", "base64"):
        fields, body = mime.multipart(
            "mixed",
            "b1",
            [
                mime.text_part("plain; format=flowed", text, "iso-8859-1", transfer),
                mime.attachment_part(Attachment("a.png", "image/png", bytes(range(256)))),
            ],
        )
        parsed = message_from_bytes("\r\n".join([*fields, "", ""]).encode() + body)
        plain, file = parsed.get_payload()
        assert plain.get_payload(decode=True).decode(plain.get_content_charset()).split() == text.split()
        assert file.get_payload(decode=True) == bytes(range(256))
    assert mime.mailbox(people.person["price"], quotes=True).startswith('"Eleanor Price" <')


def test_html_is_escaped_and_quotes() -> None:
    for mailer in ("gmail", "outlook"):
        text = mime.html(mailer, "a < b", "above", "below & more")
        assert "a &lt; b" in text
        assert "below &amp; more" in text
