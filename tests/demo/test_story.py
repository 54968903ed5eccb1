from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assay.demo.story import tell

if TYPE_CHECKING:
    from assay.demo.transport import Post


def test_the_story_lies_between_autumn_2016_and_april_2017(post: Post) -> None:
    copies = tell(post)
    times = [copy.mail.draft.when for copy in copies]
    assert min(times) > datetime(2016, 9, 1, tzinfo=UTC)
    assert max(times) < datetime(2017, 4, 24, 12, tzinfo=UTC)
    assert times == sorted(times)
    assert {copy.method for copy in copies} == {"genuine"}


def test_answers_come_later_and_quote(post: Post) -> None:
    answers = [copy.mail for copy in tell(post) if copy.mail.draft.parent]
    assert len(answers) > 40
    for answer in answers:
        parent = answer.draft.parent
        assert parent
        assert parent.draft.when < answer.draft.when
        assert parent.draft.text.split()[0] in answer.text
