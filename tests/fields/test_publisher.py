"""What stands where a publisher's name may stand, and is none."""

import pytest

from karabakh_extract import extract

MENU = ["Home", "Login", "Newsletter"]
LINKS = [f"{word} {name}" for word in ("North", "South", "Upper", "Lower") for name in ("quay", "mill", "hill", "inn")]
STORY = [
    "The ferry to Skerry will stay in dock until spring, the harbour office said on Friday, because its rudder broke.",
    "Two hundred people live on the island, and until the ferry sails again they depend on the mail boat for bread.",
    "A spokeswoman of the council said that a landing craft of the navy had been asked for, with little hope.",
]


def page(title, headline, *below):
    lines = [title, *MENU, *LINKS, headline, "By Moira Kell", "12 May 2024", *STORY, *below, *LINKS]
    return extract("\n".join(lines)).publisher


@pytest.mark.parametrize("end", ["Owner denies it", "that is what we expect"])
def test_the_end_of_a_headline_is_no_site(end):
    headline = f"Ferry stays in dock - {end}"
    assert page(headline, headline) is None


def test_a_pictures_credit_is_no_owner():
    assert page("Ferry stays in dock", "Ferry stays in dock", "© Ann Lee/dpa") is None


def test_what_joins_an_owner_to_others_is_none_of_its_name():
    story = "\n\n".join(["Ferry stays in dock", "By Moira Kell", "12 May 2024", *STORY])
    assert extract(f"{story}\n\nCopyright 2024 Ellery Courier and its licensors").publisher == "Ellery Courier"


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("By Moira Kell\nSpecial to The Ellery Courier\n\n12 May 2024\n\n", "The Ellery Courier"),
        ("By Moira Kell\nFor the Ellery Courier\n\n12 May 2024\n\n", "Ellery Courier"),
        ("By Moira Kell\n\n12 May 2024\n\nSKERRY (Special to Ellery Courier; Feature) – ", "Ellery Courier"),
    ],
)
def test_whom_a_writer_from_outside_wrote_for(head, publisher):
    record = extract("Ferry stays in dock until spring\n\n" + head + "\n\n".join(STORY))
    assert (record.authors, record.publisher) == (["Moira Kell"], publisher)


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("© 2021 lavarand - Tutti i diritti riservati", "lavarand"),
        ("© 2024 openElm", "openElm"),
        ("© 2010–2024 «Ellery» news agency", "Ellery"),
        ("© privat", None),
        ("© 2024 - all rights reserved", None),
    ],
)
def test_owners_in_small_letters_and_in_quotation_marks(line, publisher):
    story = "\n\n".join(["Ferry stays in dock", "By Moira Kell", "12 May 2024", *STORY])
    assert extract(f"{story}\n\n{line}").publisher == publisher


@pytest.mark.parametrize("paper", ["Serhat Postası", "Вечерний Бишкек"])
def test_a_name_above_the_headline_is_the_papers_where_another_stands_below(paper):
    record = extract(f"{paper}\n12.05.2024\n\nFerry stays in dock until spring\n\nMoira KELL\n\n" + "\n\n".join(STORY))
    assert (record.authors, record.publisher) == (["Moira KELL"], paper)


def test_a_writer_above_the_headline_is_no_paper():
    story = "\n\n".join(STORY)
    record = extract(f"Moira Kell\n12.05.2024\n\nFerry stays in dock until spring\n\nAnna Orlova\n\n{story}")
    assert record.publisher is None
    assert "Moira Kell" in record.authors


def test_the_number_of_an_issue_is_no_publisher():
    record = extract("№ 196 (5341) от 12.05.2024\n\nFerry stays in dock until spring\n\n" + "\n\n".join(STORY))
    assert record.publisher is None
