"""Inputs that once broke something, and fresh ones, held against every promise of the record."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import PIECES, check_one

SEEDS = sorted((Path(__file__).parent / "seeds").iterdir())
ANY = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
KINDS = st.integers(0, 3).map(lambda kind: bytes((kind,)))
ARTICLES = st.lists(st.integers(0, len(PIECES) + 80), max_size=60).map(lambda pieces: b"\1" + bytes(pieces))
ANYTHING = st.builds(bytes.__add__, KINDS, st.binary(max_size=400))
WORDS = st.builds(lambda kind, text: kind + text.encode("utf-8", "surrogatepass"), KINDS, st.text(max_size=300))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_seed(seed):
    check_one(seed.read_bytes())


@settings(ANY, max_examples=150)
@given(st.one_of(ARTICLES, ANYTHING, WORDS))
def test_fresh_inputs(data):
    check_one(data)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@settings(ANY, max_examples=20_000)
@given(st.one_of(ARTICLES, ANYTHING, WORDS))
def test_many_fresh_inputs(data):
    check_one(data)
