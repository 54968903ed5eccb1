"""The sample's post office, fresh for each test."""

from __future__ import annotations

from random import Random

import pytest

from assay.demo.people import Cast, cast
from assay.demo.transport import Post


@pytest.fixture(scope="session")
def people() -> Cast:
    return cast()


@pytest.fixture
def post(people: Cast) -> Post:
    return Post(people, people.keys(), Random(1))
