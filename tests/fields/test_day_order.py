"""Whether a header prints days before months: by its other dates, and by its clock."""

import pytest

from karabakh_extract.fields.dates import day_order

CASES = [
    (["06/01/2026 - 13:55"], None),
    (["06/01/2026 - 13:55 GMT+1"], True),
    (["06/01/2026 - 13:55 GMT+1", "The mill on January 3rd, 2026 (Hill Wire Photo)"], True),
    (["06/01/2026 - 13:55", "The mill on January 3rd, 2026 (Hill Wire Photo)"], False),
    (["06/01/2026 - 1:55 PM GMT", "The mill on January 3rd, 2026 (Hill Wire Photo)"], False),
    (["06/01/2026 - 1:55 PM EST", "The mill on January 3rd, 2026 (Hill Wire Photo)"], False),
    (["06/01/2026 - 13:55 GMT+1", "01/23/2026"], False),
    (["6 January 2026"], None),
]


@pytest.mark.parametrize(("lines", "order"), CASES)
def test_the_order_of_day_and_month(lines, order):
    assert day_order(lines) is order
