from __future__ import annotations

from assay.demo.people import Cast, key_file
from assay.signatures.signing import public_record


def test_everybody_has_a_host_and_an_invented_domain(people: Cast) -> None:
    assert {person.host for person in people.person.values()} <= set(people.host)
    for host in people.host.values():
        assert host.domain.endswith((".example", ".test"))
    for person in people.person.values():
        assert person.domain == people.host[person.host].domain


def test_only_published_keys_are_in_the_key_file(people: Cast) -> None:
    keys = people.keys()
    text = key_file(people.host, keys)
    assert text.startswith("domain\tselector\trecord\tprovenance\n")
    assert f"rivage.example\tcourrier2016\t{public_record(keys['rivage'])}\tpublished" in text
    assert "telemail.test" not in text
    assert "PRIVATE" not in text
