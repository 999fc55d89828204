"""Articles with the values that a careful reader expects: the cases of `cases/`, by kind.

A file maps names to cases. A case holds `text` (with `encoding`, UTF-8 unless given, and `newline: crlf`; with
`as_string` it is handed over undecoded) or `base64`; `name`, the name of its file; and `expect`, the fields to
check: those of the record by their names, `dates` with the keys to check, and

- `body_paragraphs`: the whole body; `body_starts`, `body_ends`; `body_has`: stretches of it
- `removed`: pairs of kind and beginning, each among the removed stretches, in order; [] where nothing may be
- `quotes`: speaker, beginning and, where it is to be checked, role, each among the quotes, in order; [] where
  there is none
- `evidence`: pairs of field and beginning, each among the evidence, in order
- `media`: pairs of address and kind; `warnings`: the codes; `detail`: that of the first warning

Cases of `known_failures/` name the `reason`, and a case that has come right must leave that folder.
"""

import base64
from pathlib import Path

import pytest
import yaml
from invariants import check

from karabakh_extract import Extractor, Source

HERE = Path(__file__).parent
EXTRACTOR = Extractor()


def load_cases():
    for path in sorted(HERE.glob("cases/*/*.yaml")):
        for name, case in yaml.safe_load(path.read_text("utf-8")).items():
            known = path.parent.name == "known_failures"
            marks = [pytest.mark.xfail(strict=True, reason=case["reason"])] if known else []
            yield pytest.param(case, id=f"{path.parent.name}/{path.stem}/{name}", marks=marks)


def source(case):
    if "sample" in case:
        path = HERE.parent / "samples" / case["sample"]
        return Source(data=path.read_bytes(), name=path.name)
    if "base64" in case:
        data = base64.b64decode(case["base64"])
    elif case.get("as_string"):
        data = case["text"]
    else:
        text = case["text"].replace("\n", "\r\n") if case.get("newline") == "crlf" else case["text"]
        data = text.encode(case.get("encoding", "utf-8"))
    return Source(data=data, name=case.get("name", "case.txt"))


@pytest.mark.parametrize("case", list(load_cases()))
def test_case(case):
    draft = EXTRACTOR.draft(source(case))
    record = EXTRACTOR.extract(source(case))
    check(draft, record)
    found = {name: seen(record, name, wanted) for name, wanted in case["expect"].items()}
    assert found == case["expect"]


def seen(record, name, wanted):
    """What the record holds where the case says `wanted`, in the words of the case."""
    body = record.body
    match name:
        case "dates":
            return {key: getattr(record.dates, key) for key in wanted}
        case "url":
            return record.source.url
        case "encoding":
            return record.source.encoding
        case "body_paragraphs":
            return body.split("\n\n") if body else []
        case "body_starts":
            return body[: len(wanted)]
        case "body_ends":
            return body[-len(wanted) :]
        case "body_has":
            return [stretch for stretch in wanted if stretch in body]
        case "removed":
            return among([(each.kind, each.text) for each in record.removed], wanted)
        case "quotes":
            return among([(each.speaker.name, each.text, each.speaker.role) for each in record.quotes], wanted)
        case "evidence":
            return among([(each.field, each.text) for each in record.evidence], wanted)
        case "media":
            return [[each.url, each.kind] for each in record.media]
        case "warnings":
            return [each.code for each in record.warnings]
        case "detail":
            return record.warnings[0].detail if record.warnings else None
        case _:
            return getattr(record, name)


def among(found, wanted):
    """What is wanted, where all of it is found in its order; else everything that was found."""
    rest = iter(found)
    whole = wanted and all(any(fits(each, item) for each in rest) for item in wanted)
    return wanted if whole else [list(each) for each in found]


def fits(found, wanted):
    label, beginning, *more = wanted
    return found[0] == label and found[1].startswith(beginning) and list(found[2 : 2 + len(more)]) == more
