"""Times before now, told from dates and from prose."""

import pytest

from karabakh_extract.fields.ago import is_ago


@pytest.mark.parametrize(
    "text",
    [
        "2 hours ago",
        "an hour ago",
        "1 month 2 weeks ago",
        "il y a 3 jours",
        "vor 5 stunden",
        "hace una hora",
        "2 anni fa",
        "há 2 dias",
        "5 дней назад",
    ],
)
def test_is_ago(text):
    assert is_ago(text)


@pytest.mark.parametrize(
    "text", ["two years ago the mill stood still", "vor dem haus", "3 days", "ago", "a long time ago"]
)
def test_is_not_ago(text):
    assert not is_ago(text)
