"""`convert` with its formats, inputs and exit codes."""

import json

import pytest
import yaml


def test_a_file_is_one_yaml_record(run):
    done = run("convert", "ferry.txt")
    record = yaml.safe_load(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert record["schema"] == "karabakh-extract/record/1"
    assert record["headline"] == "Harbour Town Opens Its New Ferry Terminal"
    assert "until the evening 🚢." in record["body"]
    assert "body: |-\n" in done.stdout
    assert not done.stdout.startswith("---")


def test_several_inputs_are_a_stream_of_yaml_documents(run):
    done = run("convert", "ferry.txt", "bridge.txt")
    names = [record["source"]["name"] for record in yaml.safe_load_all(done.stdout)]
    assert names == ["ferry.txt", "bridge.txt"]


def test_a_file_is_one_json_object(run):
    assert json.loads(run("convert", "ferry.txt", "-f", "json").stdout)["source"]["name"] == "ferry.txt"


@pytest.mark.parametrize("inputs", [["ferry.txt", "bridge.txt"], ["dump"], ["dump/*.txt"]])
def test_several_inputs_are_one_json_array_whatever_is_in_them(run, inputs):
    records = json.loads(run("convert", *inputs, "-f", "json").stdout)
    assert [record["headline"] is not None for record in records] == [True] * len(records)
    assert len(records) == (1 if inputs == ["dump/*.txt"] else 2)


def test_json_lines_are_one_object_a_line(run):
    lines = run("convert", "ferry.txt", "bridge.txt", "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == ["ferry.txt", "bridge.txt"]


def test_all_formats_hold_the_same_record(run):
    records = [
        yaml.safe_load(run("convert", "ferry.txt").stdout),
        json.loads(run("convert", "ferry.txt", "-f", "json").stdout),
        json.loads(run("convert", "ferry.txt", "-f", "jsonl").stdout),
    ]
    assert records[0] == records[1] == records[2]


@pytest.mark.parametrize("words", [["convert"], ["convert", "-"]])
def test_standard_input(run, words):
    done = run(*words, "-f", "json", input="Some Headline\n\nA first paragraph of this article, invented here.\n")
    assert json.loads(done.stdout)["source"]["name"] == "-"
    assert done.returncode in (0, 3)


def test_folders_are_read_recursively_and_in_order(run):
    names = [record["source"]["name"] for record in yaml.safe_load_all(run("convert", "dump").stdout)]
    assert names == ["dump/ferry.txt", "dump/deep/bridge.txt"]


def test_quoted_globs(run):
    lines = run("convert", "dump/**/*.txt", "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == [
        "dump/deep/bridge.txt",
        "dump/ferry.txt",
    ]


def test_no_removed_leaves_the_list_empty(run, desk):
    notice = "\n\nCopyright © 2021 Harbour Courier. All rights reserved.\n"
    (desk / "notice.txt").write_text((desk / "ferry.txt").read_text("utf-8") + notice, "utf-8")
    assert json.loads(run("convert", "notice.txt", "-f", "json").stdout)["removed"] != []
    assert json.loads(run("convert", "notice.txt", "-f", "json", "--no-removed").stdout)["removed"] == []


def test_spans_hold_the_whole_source_on_request(run, desk):
    assert "spans" not in json.loads(run("convert", "ferry.txt", "-f", "json").stdout)
    spans = json.loads(run("convert", "ferry.txt", "-f", "json", "--spans").stdout)["spans"]
    source = (desk / "ferry.txt").read_text("utf-8")
    assert "".join(source[span["start"] : span["end"]] for span in spans) == source


def test_encoding_and_url_are_handed_on(run, desk):
    (desk / "cyrillic.txt").write_bytes("Мост закрыт\n\nМост через реку закрыт до октября.\n".encode("koi8-r"))
    words = [
        "convert",
        "cyrillic.txt",
        "--encoding",
        "koi8-r",
        "--url",
        "https://example.org/bridge",
        "-f",
        "json",
    ]
    record = json.loads(run(*words).stdout)
    assert "Мост через реку" in record["body"]
    assert record["source"]["url"] == "https://example.org/bridge"


def test_input_format_html_takes_text_for_html(run, desk):
    (desk / "fragment.txt").write_text("One &amp; two.\n", "utf-8")
    assert (
        json.loads(run("convert", "fragment.txt", "--input-format", "html", "-f", "json").stdout)["source"]["format"]
        == "html"
    )


def test_rules_of_ones_own_take_part(run, desk):
    done = run("convert", "ferry.txt", "--rules", "missing.yaml")
    assert done.returncode == 2
    assert "missing.yaml" in done.stderr
    assert done.stdout == ""


def test_stdout_is_utf8_whatever_the_locale(run):
    done = run("convert", "ferry.txt", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "🚢" in done.stdout


def test_the_same_input_gives_the_same_bytes(run):
    first, second = (run("convert", "dump", PYTHONHASHSEED=seed).stdout for seed in ("1", "2"))
    assert first == second


# ---- exit codes


def test_some_inputs_failed(run):
    done = run("convert", "ferry.txt", "missing.txt", "error.txt", "-f", "jsonl")
    assert done.returncode == 1
    assert "missing.txt: no such file: check the path\n" in done.stderr
    assert len(done.stdout.splitlines()) == 2


def test_nothing_readable(run):
    done = run("convert", "missing.txt", "dump/none-*.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["missing.txt", "dump/none-*.txt"]


def test_no_article_among_the_inputs(run):
    done = run("convert", "error.txt", "-f", "json")
    record = json.loads(done.stdout)
    assert done.returncode == 3
    assert record["warnings"][0]["code"] == "not_an_article"
    assert done.stderr == "error.txt: not an article (error_page): its record says so\n"


def test_one_article_is_enough(run):
    assert run("convert", "error.txt", "ferry.txt").returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["convert", "ferry.txt", "--no-such-option"],
            "karabakh-extract convert: No such option: --no-such-option",
        ),
        (["no-such-command"], "karabakh-extract: No such command 'no-such-command'"),
        (["convert", "ferry.txt", "-f", "xml"], "'-f' / '--format'"),
        (["convert", "ferry.txt", "--max-bytes", "0"], "--max-bytes"),
        (["convert", "ferry.txt", "--encoding", "klingon"], "--encoding: unknown encoding klingon"),
        (["convert", "ferry.txt", "--encoding", "base64"], "--encoding: unknown encoding base64"),
        (["convert", "ferry.txt", "--encoding", "idna"], "--encoding: unknown encoding idna"),
        (["convert", ""], "'': no such file"),
        (["convert", "ferry.txt", "--rules", "/dev/zero"], "/dev/zero: too large for a rule pack"),
        (["convert", "--files-from", "/dev/zero"], "/dev/zero: this is no list of files"),
        (["validate", "/dev/zero"], "/dev/zero: this is no text"),
        (["convert", "dump", "--url", "https://example.org/"], "--url: it belongs to one article"),
        (["convert", "-", "-"], "-: standard input is given twice"),
        (
            ["convert", "ferry.txt", "-f", "json", "-o", "a.yaml"],
            "a.yaml: its name says yaml, but -f says json",
        ),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(run, words, said):
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_input_that_breaks_the_program_does_not_take_the_others_along(run, desk):
    (desk / "sitecustomize.py").write_text(
        "from karabakh_extract.extract import Extractor\n"
        "real = Extractor.extract\n"
        "def extract(self, source):\n"
        "    return 1 / 0 if source.name == 'ferry.txt' else real(self, source)\n"
        "Extractor.extract = extract\n"
    )
    path = f"{desk}:{desk.parent}"
    done = run("convert", "ferry.txt", "bridge.txt", "-f", "jsonl", PYTHONPATH=f"{path}:{_root()}")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr.startswith("ferry.txt: the program failed (ZeroDivisionError: division by zero): ")
    assert "Traceback" not in done.stderr
    debug = run("convert", "ferry.txt", "--debug", PYTHONPATH=f"{path}:{_root()}")
    assert "Traceback" in debug.stderr


def _root() -> str:
    from pathlib import Path

    return str(Path(__file__).parents[2])
