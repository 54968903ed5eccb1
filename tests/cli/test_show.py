from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import small_case
    from command_line import Run


@pytest.mark.parametrize("name", ["DIGEST", "<2@rivage.example>", "2@rivage.example", "twin.eml"])
def test_by_digest_message_id_and_path(run: Run, made: small_case.Made, name: str) -> None:
    code, out, _ = run("show", made.items["twin"][:8].upper() if name == "DIGEST" else name)
    assert code == 0
    assert made.items["twin"] in out


def test_all_places_are_named(run: Run, made: small_case.Made) -> None:
    _, _, found = run("show", made.items["genuine"])[1].partition("Found at:\n")
    assert {"  genuine.eml", "  copies/genuine-again.eml"} <= set(found.splitlines())


def test_several_are_listed(run: Run, made: small_case.Made) -> None:
    code, out, err = run("show", "1@rivage.example")
    assert (code, out) == (2, "")
    assert made.items["genuine"][:16] in err
    assert made.items["altered"][:16] in err


def test_what_speaks_for_and_against_is_told_apart(run: Run, made: small_case.Made) -> None:
    good = run("show", made.items["genuine"])[1]
    assert good.index("What speaks for it:") < good.index("signature of rivage.example holds")
    assert "What speaks against it: nothing found" in good
    bad = run("show", made.items["altered"])[1]
    assert bad.index("What speaks against it:") < bad.index("isn't what was signed")
    assert "What speaks for it: nothing found" in bad


def test_signatures_say_key_and_coverage(run: Run, made: small_case.Made) -> None:
    out = run("show", made.items["twin"])[1]
    assert "1. dkim of rivage.example, selector s2017: pass" in out
    assert "published: test zone, seen 2017-04-24" in out
    assert "not covered, though a reader goes by it: Subject (no. 0)" in out
    assert "Signatures:" not in run("show", made.items["plain"])[1]


def test_a_date_that_isnt_one_is_shown_as_written(run: Run, made: small_case.Made) -> None:
    assert "Thu, 32 Feb 2017 (no such time)" in run("show", made.items["undated"])[1]


def test_headers_are_every_instance(run: Run, made: small_case.Made) -> None:
    out = run("show", made.items["twin"], "--headers")[1]
    assert "Secret payment" in out
    assert "Plan for the meeting" in out


def test_coverage_warns_of_the_second_subject(run: Run, made: small_case.Made) -> None:
    out = run("show", made.items["twin"], "--coverage")[1]
    covered, bare = ("Plan for the meeting", "Secret payment")
    marks = {text: next(line for line in out.splitlines() if text in line).split()[0] for text in (covered, bare)}
    assert marks[covered] != marks[bare]


def test_raw_is_exact(made: small_case.Made) -> None:
    script = "import sys; from assay.cli import main; sys.exit(main())"
    arguments = [sys.executable, "-c", script, "show", made.items["hostile"], "--raw", "--case", str(made.path)]
    done = subprocess.run(arguments, capture_output=True, check=True)
    assert hashlib.sha256(done.stdout).hexdigest() == made.items["hostile"]


def test_a_changed_original_is_never_written(run: Run, made: small_case.Made) -> None:
    path = made.dump / "plain.eml"
    before = path.read_bytes()
    try:
        path.write_bytes(before[:-3] + b"!\r\n")
        for option in ("--raw", "--headers", "--coverage"):
            code, out, err = run("show", made.items["plain"], option)
            assert (code, out) == (3, "")
            assert "plain.eml" in err
        assert run("show", made.items["plain"])[0] == 0, "what is known of it doesn't need the original"
    finally:
        path.write_bytes(before)


@pytest.mark.parametrize(
    ("arguments", "says"), [(("ffffffff",), "no item"), (("x", "--raw", "--headers"), "one of"), (("",), "no item")]
)
def test_wrong_use(run: Run, arguments: tuple[str, ...], says: str) -> None:
    code, out, err = run("show", *arguments)
    assert (code, out) == (2, "")
    assert says in err


def test_before_judging(run: Run, unjudged: small_case.Made) -> None:
    code, out, _ = run("show", unjudged.items["plain"], case=unjudged.path)
    assert code == 0
    assert "not judged" in out


def test_json_has_the_keys_of_verdicts_and_more(run: Run) -> None:
    listed = [json.loads(line) for line in run("verdicts", "--format", "jsonl")[1].splitlines()]
    outcomes = set()
    for row in listed:
        shown = json.loads(run("show", row["item"], "--json")[1])
        assert {key: shown[key] for key in row} == row
        assert shown["places"][0] == row["source"]
        outcomes |= {one["outcome"] for one in shown["signatures"]}
    assert "pass" in outcomes
