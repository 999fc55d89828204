"""Bylines and dates of flattened pages: the cases of `flat_byline.yaml`."""

from pathlib import Path

import pytest
import yaml

from karabakh_extract import extract

CASES = yaml.safe_load(Path(__file__).with_name("flat_byline.yaml").read_text("utf-8"))
MENU = ["Home", "News", "Sport", "Weather", "Culture"] * 4
TEXT = [
    "The ferry to Skerry will stay in dock until spring, the harbour office said on Friday, because its rudder broke.",
    "Two hundred people live on the island, and until the ferry sails again they depend on the mail boat for bread.",
    "Its master, Peter Sandberg, said that a landing craft of the navy had been asked for, with little hope.",
]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_writers_and_date(case):
    title = "Ferry stays in dock until spring"
    lines = [f"{title} | The Ellery Courier", *MENU, title, *case["lines"], *TEXT, *MENU]
    record = extract("\n".join(lines))
    assert record.headline == title
    assert record.authors == case["authors"]
    assert record.dates.published == case["published"]
