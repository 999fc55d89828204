"""The tables, indexes, search and views of a database of records, as SQL.

In: the tables of `tables`. Out: statements that make an empty database. Search is FTS5 beside the table it belongs to,
kept by triggers, in the form by which Datasette and sqlite-utils know it.
"""

from collections.abc import Iterator

from karabakh_extract.writers.tables import ARTICLES, LISTS, QUOTES, Table

VERSION = 1
"""`PRAGMA user_version`: changes with every change of the tables."""
APPLICATION = 0x4B455852
"""`PRAGMA application_id`: "KEXR", by which a database of records is known."""

_SEARCHED = {ARTICLES.name: ("headline", "body"), QUOTES.name: ("text", "speaker_name", "speaker_role")}
# how an article is found where it lives: at its address or, without one, under its name
_PLACE = "coalesce({0}url, {0}name)"
# a time that is not known is before all others; what was loaded later wins a tie
_AGE = "(coalesce(julianday({0}fetched), 0), {0}n)"


def statements() -> Iterator[str]:
    """Yield what makes an empty database."""
    yield f"PRAGMA application_id = {APPLICATION}"
    yield f"PRAGMA user_version = {VERSION}"
    yield _create(ARTICLES, "PRIMARY KEY (id)")
    for table in LISTS:
        yield _create(table, "PRIMARY KEY (article_id, n)", "FOREIGN KEY (article_id) REFERENCES articles (id)")
    yield (
        "CREATE TABLE sources (n INTEGER PRIMARY KEY, name TEXT NOT NULL, url TEXT, fetched TEXT, id TEXT NOT NULL, "
        "FOREIGN KEY (id) REFERENCES articles (id))"
    )
    yield "CREATE UNIQUE INDEX sources_once ON sources (name, coalesce(url, ''), coalesce(fetched, ''), id)"
    yield f"CREATE INDEX sources_place ON sources ({_PLACE.format('')})"
    yield "CREATE INDEX sources_id ON sources (id)"
    yield "CREATE TABLE _parts (name TEXT PRIMARY KEY, digest TEXT NOT NULL)"
    for name, columns in _SEARCHED.items():
        yield from _search(name, columns)
    yield _latest()
    yield "CREATE INDEX articles_published ON articles (published)"
    yield "CREATE INDEX quotes_speaker ON quotes (speaker_name)"


def _create(table: Table, *constraints: str) -> str:
    needed = ("id", "article_id", "n")
    columns = (
        f'"{column.name}" {column.kind.upper()}{" NOT NULL" if column.name in needed else ""}'
        for column in table.columns
    )
    return f"CREATE TABLE {table.name} ({', '.join((*columns, *constraints))})"


def _search(table: str, columns: tuple[str, ...]) -> Iterator[str]:
    names, new, old = (", ".join(prefix + column for column in columns) for prefix in ("", "new.", "old."))
    fts = f"{table}_fts"
    # letters fold as readers expect: "Sargsian" finds "Sárgsian"
    yield (
        f'CREATE VIRTUAL TABLE {fts} USING fts5({names}, content="{table}", tokenize="unicode61 remove_diacritics 2")'
    )
    insert = f"INSERT INTO {fts} (rowid, {names}) VALUES (new.rowid, {new});"
    delete = f"INSERT INTO {fts} ({fts}, rowid, {names}) VALUES ('delete', old.rowid, {old});"
    yield f"CREATE TRIGGER {fts}_insert AFTER INSERT ON {table} BEGIN {insert} END"
    yield f"CREATE TRIGGER {fts}_delete AFTER DELETE ON {table} BEGIN {delete} END"
    yield f"CREATE TRIGGER {fts}_update AFTER UPDATE ON {table} BEGIN {delete} {insert} END"


def _latest() -> str:
    """Return the view of what stands at each address (or under each name) now."""
    own = ("name", "url", "fetched")
    columns = ", ".join(f"{'sources' if name in own else 'articles'}.{name}" for name in ARTICLES.names)
    place, other = _PLACE.format("sources."), _PLACE.format("newer.")
    return (
        f"CREATE VIEW latest AS SELECT {columns} FROM sources JOIN articles ON articles.id = sources.id "
        f"WHERE NOT EXISTS (SELECT 1 FROM sources AS newer WHERE {other} = {place} "
        f"AND {_AGE.format('newer.')} > {_AGE.format('sources.')})"
    )
