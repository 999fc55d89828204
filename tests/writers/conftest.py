"""A record with something in every place, made new for what a test changes."""

from collections.abc import Callable

import pytest
from full_record import make

from karabakh_extract import record as r


@pytest.fixture(scope="session")
def record() -> Callable[..., r.Record]:
    return make
