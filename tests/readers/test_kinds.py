"""Files that are no text are named, with the command that helps; odd texts pass. Cases: kinds.yaml."""

import ast
import random
from pathlib import Path

import pytest
import yaml

from karabakh_extract.errors import InputError
from karabakh_extract.readers.kinds import refuse_binary

CASES = yaml.safe_load((Path(__file__).parent / "kinds.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["begins"][:12])
@pytest.mark.parametrize("encoding_known", [True, False])
def test_refused(case, encoding_known):
    data = ast.literal_eval(f'b"{case["begins"]}"') + bytes(50)
    with pytest.raises(InputError) as caught:
        refuse_binary(data, "my file", "my file", encoding_known=encoding_known)
    assert caught.value.problem == f"this is {case['is']}"
    assert case["helps"] in caught.value.remedy


@pytest.mark.parametrize("case", CASES["accepted"], ids=lambda case: case["encoding"])
def test_accepted(case):
    refuse_binary(case["text"].encode(case["encoding"]), "a", "a", encoding_known=False)


def test_tar_archives_carry_their_mark_inside():
    with pytest.raises(InputError, match="a TAR archive"):
        refuse_binary(b"a.txt".ljust(257, b"\0") + b"ustar\0", "a", "a", encoding_known=False)


@pytest.mark.parametrize("seed", range(20))
def test_bytes_without_a_signature(seed):
    data = b"\x01" + random.Random(seed).randbytes(3000)
    with pytest.raises(InputError, match="a: this is binary data: only text can be converted"):
        refuse_binary(data, "a", "a", encoding_known=False)
    refuse_binary(data, "a", "a", encoding_known=True)
