from __future__ import annotations

import json
from datetime import date
from typing import Any

import httpx
import pytest

from assay.model.key import Origin
from assay.signatures.keys.fetch import DEFAULT_ARCHIVE, Answer, Archive, Found, fetch, from_archive
from assay.signatures.keys.fetch import archive as archiving

TODAY = date(2026, 5, 4)


def ask(server: Any, *names: tuple[str, str]) -> list[Answer]:
    with httpx.Client(timeout=2) as http:
        return list(from_archive(names, http, Archive("local", server.url), TODAY))


def test_keys_of_a_domain_are_asked_for_once(archive_server: Any, made: Any) -> None:
    listed = [
        {"domain": "example.org", "selector": "s1", "value": made.record, "firstSeenAt": "2017-01-02T00:00:00Z"},
        {"domain": "example.org", "selector": "s2", "value": "k=rsa; p=!"},
        {"domain": "mail.example.org", "selector": "s3", "value": made.record},
    ]
    archive_server.answers["example.org"] = (200, json.dumps(listed).encode())
    answers = ask(archive_server, ("example.org", "s1"), ("EXAMPLE.org", "s2"), ("example.org", "s3"))
    assert [answer.found for answer in answers] == [Found.KEY, Found.UNUSABLE, Found.NO_RECORD]
    (key,) = answers[0].keys
    assert (key.provenance.origin, key.provenance.seen) == (Origin.PUBLISHED, "2017-01-02")
    assert key.provenance.source == "archive local, asked 2026-05-04"
    assert archive_server.asked == ["/keys/example.org"]


def test_a_key_that_the_archive_recovered_was_not_published(archive_server: Any, made: Any) -> None:
    listed = [{"domain": "example.org", "selector": "s1", "value": made.record, "source": "GCD of two mails"}]
    archive_server.answers["example.org"] = (200, json.dumps(listed).encode())
    (answer,) = ask(archive_server, ("example.org", "s1"))
    assert answer.keys[0].provenance.origin is Origin.SUPPLIED
    assert "GCD of two mails" in answer.keys[0].provenance.source


@pytest.mark.parametrize(
    ("status", "body", "found"),
    [
        (404, b"", Found.NO_RECORD),
        (200, b"[]", Found.NO_RECORD),
        (500, b"", Found.NO_ANSWER),
        (302, b"", Found.NO_ANSWER),
        (200, b"<html>", Found.NO_ANSWER),
        (200, b"[" * 100_000, Found.NO_ANSWER),
    ],
)
def test_no_key_is_an_answer_too(archive_server: Any, status: int, body: bytes, found: Found) -> None:
    archive_server.answers["example.org"] = (status, body)
    (answer,) = ask(archive_server, ("example.org", "s1"))
    assert (answer.found, answer.keys) == (found, ())
    assert answer.reason


def test_an_endless_answer_is_cut(archive_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archiving, "LARGEST_ANSWER", 10)
    archive_server.answers["example.org"] = (200, b"[" + b" " * 100 + b"]")
    (answer,) = ask(archive_server, ("example.org", "s1"))
    assert (answer.found, "larger" in answer.reason) == (Found.NO_ANSWER, True)


def test_hostile_names_are_not_asked_for(archive_server: Any) -> None:
    answers = ask(archive_server, ("evil.org/../x", "s1"), ("a?b=c", "s1"), ("example.org", "s 1"))
    assert {answer.found for answer in answers} == {Found.NOT_ASKED}
    assert archive_server.asked == []


def test_an_archive_that_is_not_there_gives_no_answer() -> None:
    with httpx.Client(timeout=2) as http:
        (answer,) = from_archive([("example.org", "s1")], http, Archive("gone", "http://127.0.0.1:9/{domain}"), TODAY)
    assert answer.found is Found.NO_ANSWER


def test_the_default_archive_takes_the_domain_as_a_parameter() -> None:
    assert DEFAULT_ARCHIVE.url.startswith("https://")
    assert "{domain}" in DEFAULT_ARCHIVE.url


def test_every_source_that_is_handed_in_is_asked(archive_server: Any, nameserver: Any) -> None:
    names = [("example.org", "s1"), ("example.org", "s1"), ("example.net", "s1")]
    with httpx.Client(timeout=2) as http:
        archive = Archive("local", archive_server.url)
        answers = list(fetch(names, TODAY, nameserver.resolver, http, archive))
    assert [(answer.domain, answer.source.split()[0].strip(",")) for answer in answers] == [
        ("example.org", "DNS"),
        ("example.net", "DNS"),
        ("example.org", "archive"),
        ("example.net", "archive"),
    ]
    assert list(fetch(names, TODAY)) == []
