"""Names in bylines: persons, organisations, what is left out."""

import pytest

from karabakh_extract.fields.byline import parse_names
from karabakh_extract.fields.outlets import Outlets

BYLINES = [
    ("Jane Doe", ["Jane Doe"]),
    ("JANE DOE AND JOHN ROE, Associated Press", ["JANE DOE", "JOHN ROE"]),
    ("Jane Doe in Tbilisi", ["Jane Doe"]),
    ("Prof. Adam Smith", ["Adam Smith"]),
    ("Jane Doe, PhD", ["Jane Doe"]),
    ("Maria Abby", ["Maria Abby"]),
    ("Ludwig van der Berg and Ali al-Din", ["Ludwig van der Berg", "Ali al-Din"]),
    ("Ani Grigoryan, Rauf Mammadli", ["Ani Grigoryan", "Rauf Mammadli"]),
    ("Jane Doe jane@elm.example @janedoe", ["Jane Doe"]),
    ("jane@elm.example", []),
    ("The Editorial Board", ["The Editorial Board"]),
    ("Priya Lind, staff writer", ["Priya Lind"]),
    ("Oluwa Bright, University of Leicester and Marit Solberg, Western University", ["Oluwa Bright", "Marit Solberg"]),
]


@pytest.mark.parametrize(("line", "names"), BYLINES)
def test_authors(line, names):
    byline = parse_names(line, Outlets(), certain=True)
    assert [named.name for named in byline.authors] == names
    assert all(line[named.start : named.end] == named.name for named in byline.authors)


@pytest.mark.parametrize(
    ("line", "author", "outlet"),
    [
        ("South Front Global Research,", "South Front", "Global Research"),
        ("Anna Ohanyan for OC Media", "Anna Ohanyan", "OC Media"),
        ("Gavin Strand via The Ledger Room,", "Gavin Strand", "The Ledger Room"),
        ("Ingrid Solheim Open Basin", "Ingrid Solheim", "Open Basin"),
        ("Tony Carter Harbour Lights Report", "Tony Carter", "Harbour Lights Report"),
        ("Ingrid Solheim, The Weir Times,", "Ingrid Solheim", "The Weir Times"),
    ],
)
def test_the_outlet_behind_the_names(line, author, outlet):
    byline = parse_names(line, Outlets(), certain=True, outlet_follows=True)
    assert [named.name for named in byline.authors] == [author]
    assert byline.outlet is not None
    assert byline.outlet.name == outlet


def test_the_outlet_behind_the_last_of_several_names():
    byline = parse_names(
        "Prof. Ada Brook and Dr. Tomas Brandt Northern Review", Outlets(), certain=True, outlet_follows=True
    )
    assert [named.name for named in byline.authors] == ["Ada Brook", "Tomas Brandt"]
    assert byline.outlet is not None
    assert byline.outlet.name == "Northern Review"


def test_an_author_that_the_article_itself_names_leaves_the_rest_to_the_outlet():
    outlets = Outlets()
    outlets.learn("Lake Watch")
    for line, outlet in (
        ("Lake Watch Stern and Bow", "Stern and Bow"),
        ("Lake Watch, Northern Light,", "Northern Light"),
    ):
        byline = parse_names(line, outlets, certain=True, outlet_follows=True)
        assert byline.outlet is not None
        assert (byline.authors[0].name, byline.outlet.name) == ("Lake Watch", outlet)


def test_an_outlet_that_the_article_itself_names():
    outlets = Outlets()
    outlets.learn("Northern Review")
    byline = parse_names("Lake Watch Northern Review", outlets, certain=True, outlet_follows=True)
    assert byline.outlet is not None
    assert (byline.authors[0].name, byline.outlet.name) == ("Lake Watch", "Northern Review")
