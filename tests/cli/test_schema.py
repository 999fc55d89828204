"""`schema` and the schema itself: made from the record, held against it and against another validator."""

import copy
import json

import msgspec
import pytest
import yaml

from karabakh_extract import record as definition
from karabakh_extract.record import Record
from karabakh_extract.schema import OPTIONAL, field_texts, json_schema, violations

STRUCTS = [
    each
    for each in vars(definition).values()
    if isinstance(each, type) and issubclass(each, msgspec.Struct) and each is not msgspec.Struct
]


@pytest.fixture(scope="module")
def record():
    from karabakh_extract.extract import Extractor
    from karabakh_extract.options import Options
    from karabakh_extract.readers.source import Source

    text = (
        "Flood Wall Holds\n\nBy Nora Field\n\nMarch 3, 2021\n\nThe wall held on Wednesday while the river rose.\n\n"
        '"We have waited for this night a long time," said Mayor Ada Brook. "The houses are dry."\n\n'
        "Copyright © 2021 Tarnbeck Mail. All rights reserved.\n"
    )
    made = json.loads(msgspec.json.encode(Extractor(Options(spans=True)).extract(Source(text, "wall.txt"))))
    assert made["quotes"] and made["removed"] and made["evidence"] and made["spans"]
    made["places"] = [
        {
            "name": "Wall", "country": "GB", "latitude": 54.1, "longitude": -3, "geonames_id": 7,
            "mentions": [{"text": "The wall", "start": 0, "end": 8}],
        }
    ]  # fmt: skip
    made["dates"]["mentioned"] = [{"date": "2021-03-03", "text": "wall", "start": 4, "end": 8}]
    made["media"] = [{"url": "https://example.org/a.mp4", "kind": "video"}]
    made["warnings"] = [{"code": "body_short", "detail": None, "message": "short"}]
    return made


# ---- the command


def test_the_command_prints_the_schema(run):
    done = run("schema")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == json_schema()
    assert json.loads(done.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


# ---- the schema


def test_every_key_is_required_but_those_that_are_asked_for():
    for name, about in json_schema()["$defs"].items():
        assert set(about["required"]) == set(about["properties"]) - OPTIONAL, name
        assert about.get("additionalProperties", True) is True, "a later version may add keys"


def test_every_struct_and_field_is_described():
    assert {each.__name__ for each in STRUCTS} == set(json_schema()["$defs"])
    for struct in STRUCTS:
        assert set(field_texts()[struct.__name__]) == set(struct.__struct_fields__)
        about = json_schema()["$defs"][struct.__name__]
        assert about["description"] and all(each["description"] for each in about["properties"].values())


def test_a_record_without_spans_has_no_such_key():
    empty = Record(
        generator=definition.Generator(name="n", version="v", rules="0"),
        id="0" * 32,
        source=definition.RecordSource(name="-", format="text", encoding="utf-8", sha256="0" * 64),
    )
    made = json.loads(msgspec.json.encode(empty))
    assert set(json_schema()["$defs"]["Record"]["properties"]) - set(made) == {"spans"}
    assert list(violations(made)) == []


def test_the_record_of_an_article_is_valid(record):
    assert list(violations(record)) == []


def test_keys_of_later_versions_are_no_violation(record):
    assert list(violations({**record, "added": {"in": "a later version"}})) == []


# ---- violations

BROKEN = [
    # the path that is changed, the value it gets ("-" takes the key away), the path of the violation, what is expected
    ("headline", 7, "headline", "text, or null"),
    ("headline", "-", "headline", "text, or null"),
    ("schema", "karabakh-extract/record/2", "schema", "karabakh-extract/record/1"),
    ("id", "A" * 32, "id", "32 hex digits"),
    ("id", "0" * 32, "id", "the first 32 digits of source.sha256"),
    ("id", "0" * 32 + "\n", "id", "32 hex digits"),
    ("authors", "Nora Field", "authors", "list"),
    ("authors.0", None, "authors[0]", "text"),
    ("language", "English", "language", "two or three small letters, or null"),
    ("dates", [], "dates", "mapping"),
    ("dates.published", "3 March 2021", "dates.published", "YYYY-MM-DD or"),
    ("dates.published", "2021-03-03T10:00Z", "dates.published", "YYYY-MM-DD or"),
    ("dates.mentioned.0.date", "2021-3", "dates.mentioned[0].date", "YYYY, YYYY-MM or YYYY-MM-DD"),
    ("dates.mentioned.0.text", "wail", "dates.mentioned[0].text", "what stands in the body from 4 to 8, “wall”"),
    ("source.format", "pdf", "source.format", "one of html, text"),
    ("source.sha256", "-", "source.sha256", "64 hex digits"),
    ("places.0.latitude", 91, "places[0].latitude", "number from -90 to 90, or null"),
    ("places.0.latitude", float("nan"), "places[0].latitude", "number from -90 to 90, or null"),
    ("places.0.country", "UK ", "places[0].country", "two capital letters"),
    ("places.0.mentions.0.end", 9, "places[0].mentions[0].text", "what stands in the body"),
    ("quotes.0.kind", "scare", "quotes[0].kind", "one of direct, indirect, mixed"),
    ("quotes.0.speaker", None, "quotes[0].speaker", "mapping"),
    ("quotes.0.speaker.name", False, "quotes[0].speaker.name", "text, or null"),
    ("quotes.0.parts", [], "quotes[0].parts", "at least one part"),
    ("quotes.0.parts.0.start", True, "quotes[0].parts[0].start", "integer from 0"),
    ("quotes.0.parts.0.start", -1, "quotes[0].parts[0].start", "integer from 0"),
    ("quotes.0.parts.1.end", 10**6, "quotes[0].parts[1]", "start and end in order, within"),
    ("quotes.0.start", 1, "quotes[0].start", "that of its parts"),
    ("media.0.kind", "image/png", "media[0].kind", "one of audio, document, image, video"),
    ("warnings.0.code", "odd", "warnings[0].code", "one of "),
    ("evidence.0.origin", "guess", "evidence[0].origin", "one of "),
    ("evidence.0.end", None, "evidence[0]", "start and end, or null for both"),
    ("removed.0.confidence", 2, "removed[0].confidence", "number from 0 to 1, or null"),
    ("removed.0.text", "short", "removed[0].text", "as many characters as from start to end"),
    ("spans.1.start", 0, "spans[1]", "where the span before ends"),
    ("spans.0.label", "junk", "spans[0].label", "one of "),
    ("body", 7, "body", "text"),
]


def changed(record, path, value):
    copied = copy.deepcopy(record)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    owner = copied
    for step in way:
        owner = owner[step]
    if value == "-":
        del owner[last]
    else:
        owner[last] = value
    return copied


@pytest.mark.parametrize(("path", "value", "where", "expected"), BROKEN, ids=range(len(BROKEN)))
def test_each_violation_has_its_path_and_what_is_expected(record, path, value, where, expected):
    found = list(violations(changed(record, path, value)))
    # a part that ends elsewhere moves the end of its quote too
    assert [wrong.path for wrong in found][:1] == [where] and len(found) <= 1 + (value == 10**6)
    assert expected in found[0].expected
    assert len(found[0].found) < 200


NO_MAPPINGS = [None, [], "a record", 3, 10**5000, yaml.safe_load("2020-11-05"), float("inf")]


@pytest.mark.parametrize("value", NO_MAPPINGS, ids=range(len(NO_MAPPINGS)))
def test_what_is_no_mapping_is_no_record(value):
    found = list(violations(value))
    assert [(wrong.path, wrong.expected) for wrong in found] == [("", "mapping")]


def test_a_date_that_yaml_read_as_one_is_told(record):
    (wrong,) = violations(changed(record, "dates.published", yaml.safe_load("2020-11-05")))
    assert wrong.found == "date 2020-11-05 (put it in quotes)"


def test_all_violations_are_found_at_once(record):
    broken = changed(changed(changed(record, "headline", 1), "id", "-"), "quotes.0.kind", "x")
    assert sorted(wrong.path for wrong in violations(broken)) == ["headline", "id", "quotes[0].kind"]


def test_another_validator_says_the_same(record):
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed: only our own is tried")
    other = jsonschema.Draft202012Validator(json_schema())
    jsonschema.Draft202012Validator.check_schema(json_schema())
    assert list(other.iter_errors(record)) == []
    inconsistent = 0
    for path, value, *_ in BROKEN:
        broken = changed(record, path, value)
        by_type = list(other.iter_errors(broken))
        inconsistent += not by_type
        assert list(violations(broken)) != []
    # what only the record's own logic can tell, and NaN, which JSON Schema knows nothing of
    assert inconsistent == 11
