"""Where records go, what is refused before anything is written, and that no half-written file stays."""

import json
import os
import stat
from pathlib import Path

import pytest
import yaml


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("name", "read"),
    [("x.yaml", yaml.safe_load), ("x.yml", yaml.safe_load), ("x.json", json.loads), ("x.jsonl", json.loads)],
)
def test_the_name_of_the_file_tells_the_format(run, desk, name, read):
    done = run("convert", "ferry.txt", "-o", name)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert read((desk / name).read_text("utf-8"))["source"]["name"] == "ferry.txt"


def test_a_name_that_tells_nothing_takes_the_given_format(run, desk):
    run("convert", "ferry.txt", "-o", "record.out", "-f", "json")
    assert json.loads((desk / "record.out").read_text("utf-8"))["id"]


def test_several_records_share_a_file(run, desk):
    run("convert", "dump", "-o", "all.json")
    assert len(json.loads((desk / "all.json").read_text("utf-8"))) == 2


def test_a_dash_is_standard_output(run, desk):
    before = files(desk)
    assert yaml.safe_load(run("convert", "ferry.txt", "-o", "-").stdout)["id"]
    assert files(desk) == before


def test_a_folder_mirrors_the_names(run, desk):
    done = run("convert", "dump", "bridge.txt", "-o", "records/")
    assert done.returncode == 0
    assert files(desk / "records") == ["bridge.txt.yaml", "deep/bridge.txt.yaml", "ferry.txt.yaml"]
    record = yaml.safe_load((desk / "records/deep/bridge.txt.yaml").read_text("utf-8"))
    assert record["source"]["name"] == "dump/deep/bridge.txt"


def test_a_glob_mirrors_what_is_below_its_fixed_part(run, desk):
    run("convert", "dump/**/*.txt", "-o", "records/", "-f", "json")
    assert files(desk / "records") == ["deep/bridge.txt.json", "ferry.txt.json"]


def test_an_existing_folder_needs_no_slash(run, desk):
    (desk / "records").mkdir()
    run("convert", "-", "-o", "records", input="A Headline\n\nA paragraph.\n")
    assert files(desk / "records") == ["stdin.yaml"]


def test_two_records_for_one_file_are_refused_before_anything_is_written(run, desk):
    done = run("convert", "bridge.txt", "dump", "dump/ferry.txt", "-o", "records/")
    assert done.returncode == 2
    assert "both dump/ferry.txt and dump/ferry.txt would be written" in done.stderr
    assert not (desk / "records").exists()


def test_what_exists_is_replaced_only_on_request(run, desk):
    (desk / "x.yaml").write_text("precious")
    done = run("convert", "ferry.txt", "-o", "x.yaml")
    assert done.returncode == 2
    assert done.stderr == "x.yaml: exists already: replace it with --overwrite\n"
    assert (desk / "x.yaml").read_text() == "precious"
    assert run("convert", "ferry.txt", "-o", "x.yaml", "--overwrite").returncode == 0
    assert yaml.safe_load((desk / "x.yaml").read_text("utf-8"))["id"]


def test_a_folder_with_one_old_record_is_left_alone(run, desk):
    (desk / "records/deep").mkdir(parents=True)
    (desk / "records/deep/bridge.txt.yaml").write_text("precious")
    done = run("convert", "dump", "-o", "records/")
    assert done.returncode == 2
    assert files(desk / "records") == ["deep/bridge.txt.yaml"]
    assert run("convert", "dump", "-o", "records/", "--overwrite").returncode == 0
    assert len(files(desk / "records")) == 2


@pytest.mark.parametrize("output", ["ferry.txt", "./ferry.txt", "link.txt", "hard.txt"])
def test_an_input_is_never_overwritten(run, desk, output):
    (desk / "link.txt").symlink_to("ferry.txt")
    os.link(desk / "ferry.txt", desk / "hard.txt")
    before = (desk / "ferry.txt").read_bytes()
    done = run("convert", "bridge.txt", "ferry.txt", "-o", output, "--overwrite")
    assert done.returncode == 2
    assert "this output is also an input (ferry.txt)" in done.stderr
    assert (desk / "ferry.txt").read_bytes() == before


def test_standard_output_into_a_file_that_is_read(start, desk):
    with open(desk / "dump/all.txt", "wb") as stream:
        process = start("convert", "dump", stdout=stream)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"this output is also an input (dump/all.txt)" in errors


def test_permissions_of_a_replaced_file_stay_and_links_are_followed(run, desk):
    (desk / "target.yaml").write_text("old")
    (desk / "target.yaml").chmod(0o640)
    (desk / "x.yaml").symlink_to("target.yaml")
    run("convert", "ferry.txt", "-o", "x.yaml", "--overwrite")
    assert (desk / "x.yaml").is_symlink()
    assert stat.S_IMODE((desk / "target.yaml").stat().st_mode) == 0o640
    assert yaml.safe_load((desk / "target.yaml").read_text("utf-8"))["id"]


def test_devices_are_written_to_as_they_are(run):
    assert run("convert", "ferry.txt", "-o", "/dev/null").returncode == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_full_disk_is_one_line(run, start):
    done = run("convert", "ferry.txt", "-o", "/dev/full")
    assert done.returncode == 1
    assert done.stderr.startswith("/dev/full: cannot be written (No space left on device): ")
    with open("/dev/full", "wb") as full:
        process = start("convert", "ferry.txt", stdout=full)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert errors.startswith(b"-: standard output cannot be written (No space left on device): ")
    assert errors.count(b"\n") == 1


def test_a_missing_folder_is_said_before_anything_is_read(run):
    done = run("convert", "missing.txt", "-o", "no/such/x.yaml")
    assert (done.returncode, done.stderr) == (
        2,
        "no/such/x.yaml: there is no folder no/such: create it first\n",
    )


def test_a_file_where_a_folder_must_be(run, desk):
    (desk / "records").mkdir()
    (desk / "records/deep").write_text("not a folder")
    done = run("convert", "dump", "-o", "records/")
    assert done.returncode == 1
    assert "records/deep: this folder cannot be made (File exists)" in done.stderr


def test_no_file_is_made_where_no_input_could_be_converted(run, desk):
    (desk / "empty.txt").write_text("")
    before = files(desk)
    done = run("convert", "empty.txt", "-o", "x.json")
    assert done.returncode == 2
    assert files(desk) == before


def test_inputs_that_fail_do_not_keep_the_others_from_their_file(run, desk):
    assert run("convert", "missing.txt", "ferry.txt", "-o", "x.json").returncode == 1
    assert len(json.loads((desk / "x.json").read_text("utf-8"))) == 1


def test_long_and_undecodable_names(run, desk):
    name = os.fsencode("ж" * 120) + b"\xff.txt"
    Path(os.fsdecode(bytes(desk) + b"/" + name)).write_text("A Headline\n\nA paragraph.\n")
    (desk / "names").mkdir()
    os.rename(bytes(desk) + b"/" + name, bytes(desk / "names") + b"/" + name)
    done = run("convert", "names", "-o", "records/")
    assert done.returncode in (0, 3)
    assert os.listdir(bytes(desk / "records")) == [name + b".yaml"]
    text = next((desk / "records").iterdir()).read_text("utf-8")
    assert yaml.safe_load(text)["source"]["name"] == "names/" + "ж" * 120 + "\\xff.txt"
