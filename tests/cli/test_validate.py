"""`validate`: records in all formats that `convert` writes, each violation with its record and path, exit codes."""

import json

import pytest
import yaml


@pytest.fixture
def records(run, desk):
    """Write the records of two articles in every format, and return them."""
    for suffix in ("yaml", "json", "jsonl"):
        assert run("convert", "ferry.txt", "bridge.txt", "-o", f"two.{suffix}").returncode == 0
        assert run("convert", "ferry.txt", "-o", f"one.{suffix}", "--spans").returncode == 0
    return json.loads((desk / "two.json").read_text("utf-8"))


@pytest.mark.parametrize("suffix", ["yaml", "json", "jsonl"])
def test_what_convert_writes_is_valid(run, desk, records, suffix):
    done = run("validate", f"two.{suffix}", f"one.{suffix}")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "3 records are valid\n")
    piped = run("validate", input=(desk / f"two.{suffix}").read_text("utf-8"))
    assert (piped.returncode, piped.stderr) == (0, "2 records are valid\n")
    one = run("validate", "-", input=(desk / f"one.{suffix}").read_text("utf-8"))
    assert (one.returncode, one.stderr) == (0, "1 record is valid\n")


@pytest.mark.parametrize("suffix", ["yaml.gz", "jsonl.zst"])
def test_compressed_records(run, desk, suffix):
    assert run("convert", "ferry.txt", "bridge.txt", "-o", f"two.{suffix}").returncode == 0
    done = run("validate", f"two.{suffix}")
    assert (done.returncode, done.stderr) == (0, "2 records are valid\n")
    whole = (desk / f"two.{suffix}").read_bytes()
    (desk / f"cut.{suffix}").write_bytes(whole[: len(whole) // 2])
    done = run("validate", f"cut.{suffix}")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "stream is cut off: copy the file again" in done.stderr


@pytest.mark.parametrize("suffix", ["yaml", "json", "jsonl"])
def test_each_violation_names_record_path_and_what_is_expected(run, desk, records, suffix):
    second = records[1]
    second["dates"]["published"] = 2021
    del second["body"]
    text = {
        "yaml": yaml.safe_dump_all(records, allow_unicode=True),
        "json": json.dumps(records),
        "jsonl": "\n".join(map(json.dumps, records)),
    }[suffix]
    (desk / f"bad.{suffix}").write_text(text, "utf-8")
    done = run("validate", f"bad.{suffix}")
    assert done.returncode == 1
    start = f"bad.{suffix}: record 2 ({second['id']}): "
    assert sorted(done.stdout.splitlines()) == sorted(
        [
            start + "dates.published: expected YYYY-MM-DD or YYYY-MM-DDThh:mm[:ss][±hh:mm], or null; found 2021",
            start + "body: expected text; found nothing: the key is missing",
        ]
    )
    assert done.stderr == "1 of 2 records are not valid\n"


def test_values_of_strangers_do_not_command_the_terminal(run, desk, records):
    records[0]["source"]["format"] = "\x1b[31mpdf\u202e"
    (desk / "bad.json").write_text(json.dumps(records), "utf-8")
    done = run("validate", "bad.json")
    assert "found “\\x1b[31mpdf\\u202e”" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_date_without_quotes_is_told(run, desk, records):
    text = (desk / "one.yaml").read_text("utf-8").replace('published: "2021-03-03"', "published: 2021-03-03")
    done = run("validate", "-", input=text)
    assert done.returncode == 1
    assert "dates.published" in done.stdout and "found date 2021-03-03 (put it in quotes)" in done.stdout


# ---- what cannot be read

BROKEN = [
    ("bad.yaml", "a: [1\nb: 2\n", "bad.yaml: line 2: no valid YAML ("),
    ("bad.yaml", "a: 2020-02-31\n", "bad.yaml: a value that YAML cannot hold ("),
    ("bad.yaml", "a: \x07\n", "bad.yaml: "),
    ("bad.yaml", "a: !!python/object:os.system x\n", "bad.yaml: line 1: no valid YAML ("),
    ("bad.json", '{"a": 1,\n "b" 2}', "bad.json: line 2: no valid JSON ("),
    ("bad.json", "", "bad.json: there is no record in it"),
    ("bad.json", "[]", "bad.json: there is no record in it"),
    ("bad.json", "[" * 200_000, "bad.json: nested deeper than any record"),
    ("bad.json", "9" * 5000, "bad.json: line 1: no valid JSON ("),
    ("bad.jsonl", "{}\n\n{]\n", "bad.jsonl: line 3: no valid JSON ("),
    ("bad.yaml", "", "bad.yaml: there is no record in it"),
    ("bad.yaml", "[" * 100_000, "bad.yaml: "),
    ("bad.txt", "\n\n", "bad.txt: there is no record in it"),
]


@pytest.mark.parametrize(("name", "text", "said"), BROKEN, ids=range(len(BROKEN)))
def test_what_cannot_be_decoded_is_one_line(run, desk, name, text, said):
    (desk / name).write_text(text, "utf-8")
    done = run("validate", name)
    assert done.returncode in (1, 2)
    assert done.returncode == 2 or done.stdout
    (line, *_) = [line for line in done.stderr.splitlines() if "records" not in line or "convert" in line]
    assert line.startswith(said)
    assert "Traceback" not in done.stderr


def test_bytes_that_are_no_utf_8(run, desk):
    (desk / "bad.json").write_bytes(b'{"a": "\xff"}')
    assert run("validate", "bad.json").stderr == "bad.json: this is no UTF-8: records are written in UTF-8\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["missing.json"], 2, "missing.json: no such file"),
        (["one.json", "missing.json"], 1, "missing.json: no such file"),
        (["dump"], 2, "dump: cannot be opened"),
        (["-", "-"], 2, "-: standard input is given twice"),
        (["one.json", "-f", "xml"], 2, "'-f' / '--format'"),
        (["one.json", "-f", "jsonl"], 2, "one.json: line 1: no valid JSON"),
    ],
)
def test_usage(run, records, words, code, said):
    done = run("validate", *words)
    assert done.returncode == code
    assert said in done.stderr


def test_records_before_a_broken_line_are_held_against_the_schema(run, desk, records):
    good = json.dumps(records[0])
    (desk / "cut.jsonl").write_text(good + "\n" + good[:200] + "\n", "utf-8")
    done = run("validate", "cut.jsonl")
    assert done.returncode == 1
    assert done.stderr.splitlines()[0].startswith("cut.jsonl: line 2: no valid JSON")


def test_bytes_that_are_no_text_have_no_line_to_check(run, desk):
    (desk / "picture.bin").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe\x00")
    done = run("validate", "picture.bin")
    assert done.returncode == 2
    assert done.stderr.startswith("picture.bin: ")
    assert "that line" not in done.stderr or ": line " in done.stderr
    assert "YAML, JSON or JSON lines" in done.stderr
