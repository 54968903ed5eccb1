from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from tests.message.strategies import ANY

from assay.message import parse
from assay.message.traits.hops import hops
from assay.message.traits.tokens import MOST, tokens

if TYPE_CHECKING:
    from assay.model.traits import Token

GMAIL = "94eb2c11ba62ba8e58053e20f61c"


def found(raw: bytes) -> list[Token]:
    message = parse(raw)
    return list(tokens(message, hops(message)))


def named(raw: bytes) -> list[str]:
    return [one.name for one in found(raw)]


def test_queue_ids_belong_to_their_server() -> None:
    text = (
        b"Received: from a by mx.pli.example with ESMTPS id u62si5776045wrc.312.2017.07.09.04.32.14; Sun, 09 Jul 2017 "
        b"04:32:15 -0700\nX-Received: by 10.1.1.1 with SMTP id 78mr4542104wmb.100.1499599935041; Sun, 09 Jul 2017 "
        b"04:32:15 -0700\n\n"
    )
    first, second = found(text)
    assert (first.name, first.maker) == ("queue-id", "mx.pli.example")
    assert first.seconds is not None
    assert abs(first.seconds - 1499599934) < 3600
    assert (second.name, second.seconds) == ("x-received", 1499599935.041)


def test_an_id_that_is_used_again_counts_with_its_time_only() -> None:
    line = b"Received: from a by mx.example (Postfix) with ESMTP id 428DC3993D; Thu, 6 Apr 2017 21:12:5%d +0000\n\n"
    assert found(line % 6)[0].value != found(line % 7)[0].value
    assert named(b"Received: from a by mx.example (Postfix) with ESMTP id 428DC3993D\n\n") == []


def test_ids_that_hold_a_time_tell_it() -> None:
    exim = found(b"Received: from a by b.example with esmtp id 1jlGIh-000Ztz-Ep; Tue, 16 Jun 2020 13:27:11 -0500\n\n")
    long = found(b"Received: from a by b.example with ESMTP id 48rRlm5Yk9zQlFX; Mon, 30 Mar 2020 01:00:00 +0200\n\n")
    assert exim[0].seconds == 1592332031.0
    assert long[0].name == "queue-id"


def test_versions_and_short_numbers_are_no_tokens() -> None:
    assert (
        named(b"Received: from a by b.example with Microsoft SMTP Server id 15.20.77.7\nReceived: by c id 12\n\n") == []
    )


def test_signatures_seals_and_opaque_fields_count() -> None:
    text = (
        b"DKIM-Signature: v=1; bh=abc=; b=pV6rTEEmEhBcnK1CsZH5\n IEI2MJbJ/ewJ3V3W\n"
        b"ARC-Seal: i=1; b=aaaaaaaaaaaaaaaaaaaaaaa\n"
        b"X-Gm-Message-State: AIVw111mkIZLF5F/+9DYNRxta2j\nX-Mailer: one\n\n"
    )
    assert named(text) == ["dkim-b", "arc-b", "x-gm-message-state"]
    assert found(text)[0].value == "pV6rTEEmEhBcnK1CsZH5IEI2MJbJ/ewJ3V3W"


def test_boundaries_count_if_they_are_random_and_the_mails_own() -> None:
    text = (
        f"Content-Type: multipart/mixed; boundary={GMAIL}\n\n--{GMAIL}\nContent-Type: message/rfc822\n\n"
        f"Content-Type: multipart/mixed; boundary=a1b2c3d4e5f6a7b8c9\n\n--a1b2c3d4e5f6a7b8c9\n\nx\n"
        f"--a1b2c3d4e5f6a7b8c9--\n"
        f"--{GMAIL}--\n"
    )
    one = found(text.encode())
    assert [token.value for token in one] == [GMAIL]
    assert one[0].seconds is not None
    assert abs(one[0].seconds - 1475686182) < 5
    assert named(b"Content-Type: multipart/mixed; boundary=outer\n\n--outer\n\nx\n--outer--\n") == []


def test_a_thread_index_counts_only_for_an_answer() -> None:
    assert named(b"Thread-Index: AdK5xrGrTFAAAAAAAAAAAAAAAAAAAA==\n\n") == []
    assert named(b"Thread-Index: AQHSHydzs9etefsA9EegmA+st1QIXKCawDeU\n\n") == ["thread-index"]


@given(ANY)
def test_any_bytes_are_read(raw: bytes) -> None:
    assert len(found(raw)) <= MOST
