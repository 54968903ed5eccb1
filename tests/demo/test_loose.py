from __future__ import annotations

import io
import zipfile
from random import Random
from typing import TYPE_CHECKING

from assay.demo.loose import loose, packed
from assay.demo.story import tell
from assay.document.metadata import metadata

if TYPE_CHECKING:
    from assay.demo.transport import Post


def test_the_burst_is_as_the_facts_have_it(post: Post) -> None:
    found = loose(tell(post), Random(1))
    burst = [metadata(one.data) for one in found if one.method == "planted-document" and one.place.endswith(".xlsx")]
    saved = [one.times["modified"] for one in burst]
    made = [one.times["created"] for one in burst]
    assert len(burst) == 12
    assert max(saved) - min(saved) < 4 * 60
    assert max(made) - min(made) > 9 * 365 * 86_400
    assert sum("modified_by" in one.facts for one in burst) == 6
    assert {one.facts["interface"] for one in burst} == {"Листы"}


def test_the_honest_batch_differs_by_who_did_it(post: Post) -> None:
    batch = [metadata(one.data) for one in loose(tell(post), Random(1)) if "exported" in one.note]
    assert len(batch) == 12
    assert {one.facts["modified_by"] for one in batch} == {"Matthieu Corbelin"}
    assert {one.facts["interface"] for one in batch} == {"Feuilles"}


def test_an_amount_tells_the_altered_version(post: Post) -> None:
    copies = tell(post)
    genuine, altered = loose(copies, Random(1))[-2:]
    assert any(file.data == genuine.data for copy in copies for file in copy.mail.draft.attachments)
    assert altered.data == genuine.data.replace(b"1 284", b"7 284")
    assert altered.data != genuine.data


def test_what_lies_in_the_archive_is_in_it(post: Post) -> None:
    found = loose(tell(post), Random(1))
    files = dict(packed(found))
    with zipfile.ZipFile(io.BytesIO(files["partage/comptes.zip"])) as archive:
        inside = {f"partage/comptes.zip!/{name}": archive.read(name) for name in archive.namelist()}
    assert len(inside) == 9
    whole = {**inside, **files}
    assert all(whole[one.place] == one.data for one in found)
