"""Every sample gives the record that stands beside it, read line by line when it was written (`make samples`).

A sample whose record the program does not get right yet has none; it is a case of `cases/known_failures/samples.yaml`.
"""

from pathlib import Path

import msgspec
import pytest
import yaml

from karabakh_extract import Extractor, Source

ROOT = Path(__file__).parent.parent
SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if path.is_file())
RECORDS = sorted((ROOT / "samples/records").iterdir())
KNOWN = Path(__file__).parent / "cases/known_failures/samples.yaml"


def without_versions(record):
    return {**record, "generator": record["generator"]["name"]}


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_record(path):
    sample = ROOT / "samples" / path.stem
    record = Extractor().extract(Source(data=sample.read_bytes(), name=f"samples/{path.stem}"))
    kept = yaml.safe_load(path.read_text("utf-8"))
    assert without_versions(msgspec.to_builtins(record)) == without_versions(kept)


def test_every_sample_has_a_record_or_a_case():
    known = {case["sample"] for case in yaml.safe_load(KNOWN.read_text("utf-8")).values()} if KNOWN.exists() else set()
    assert {path.name for path in SAMPLES} == {path.stem for path in RECORDS} | known
    assert not known & {path.stem for path in RECORDS}
