"""Which lines of a flattened page are the cells of a table, and which are a calendar, ranked links or a menu."""

from karabakh_extract.boilerplate.seen import Seen
from karabakh_extract.boilerplate.tables import find_cells
from karabakh_extract.page.dense import dense_run, text_words

LONG = "The regatta on the sound ended on Sunday with a dead calm, so that the harbour office had to count the laps."
CREWS = ["Skerry", "Ellery", "Norrby", "Sandvik", "Tarn Head", "Weir", "Culm", "Hove Bay"]
TABLE = ["Crew", "Laps", "Points"]
for place, crew in enumerate(CREWS):
    TABLE += [crew, str(9 - place), str(40 - 3 * place)]


def cells(lines, taken=()):
    sizes = [text_words(line) for line in lines]
    kinds = ["related_links" if line in taken else "" for line in lines]
    look = Seen(list(range(len(lines))), lines, sizes, kinds, 0, dense_run(sizes, 0))
    return [lines[n] for n in find_cells(look)]


def test_results_below_and_between_paragraphs():
    assert cells(["Calm ends regatta", LONG, LONG, *TABLE]) == TABLE
    assert cells(["Calm ends regatta", LONG, LONG, *TABLE, LONG, LONG, LONG]) == TABLE


def test_a_calendar_far_below_is_none():
    menu = ["Most read", "Owls delay bridge", "Comments", "Newsletter"]
    assert not cells(["Calm ends regatta", LONG, LONG, *menu, *map(str, range(1, 32))])


def test_the_years_of_an_archive_are_none():
    assert not cells(["Calm ends regatta", LONG, LONG, *map(str, range(2023, 1989, -1))])


def test_a_table_above_the_text_and_apart_from_it_is_none():
    assert not cells(["Calm ends regatta", *TABLE, "Read more", LONG], taken=("Read more",))


def test_ranked_links_hold_fewer_figures():
    ranked = [
        line for n in range(12) for line in (str(n), "Owls delay the bridge", "Weir", "3 comments", "Read", "Share")
    ]
    assert not cells(["Calm ends regatta", LONG, LONG, *ranked])


def test_a_few_figures_are_no_table():
    assert not cells(["Calm ends regatta", LONG, LONG, *TABLE[:15], LONG, LONG])


def test_a_table_ends_where_rules_took_a_line():
    assert cells(["Calm ends regatta", LONG, LONG, *TABLE, "Read more", *TABLE], taken=("Read more",)) == TABLE
