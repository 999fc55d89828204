"""When an article was fetched, as containers write it: the figures of a record's date are 0 to 9."""

import pytest

from karabakh_extract.readers.moments import moment


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("2020-11-05T10:00Z", "2020-11-05T10:00+00:00"),
        ("20201105100000", "2020-11-05T10:00:00"),
        (1604570400, "2020-11-05T10:00:00+00:00"),
        ("9999-99-99", None),
        ("٢٠٢٠-١١-٠٥", None),
        ("2020-11-05T10:00:00+٣٣:٠٠", None),
        ("²²²²-11-05", None),
    ],
)
def test_a_moment(value, told):
    assert moment(value) == told
