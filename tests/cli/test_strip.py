"""`strip`: the body alone."""


def test_the_body_of_one_article(run):
    done = run("strip", "ferry.txt")
    assert done.returncode == 0
    assert done.stdout.startswith("The ferry terminal of Harbour Town opened")
    assert done.stdout.endswith("take its place.\n")


def test_bodies_are_separated_by_a_form_feed(run):
    done = run("strip", "ferry.txt", "bridge.txt")
    ferry, bridge = done.stdout.split("\f\n")
    assert ferry == run("strip", "ferry.txt").stdout
    assert bridge == run("strip", "bridge.txt").stdout


def test_a_folder_of_bodies(run, desk):
    assert run("strip", "dump", "-o", "bodies/").returncode == 0
    assert (desk / "bodies/deep/bridge.txt.body.txt").read_text("utf-8").startswith("The stone bridge")


def test_what_is_no_article_has_no_body(run):
    done = run("strip", "error.txt")
    assert (done.returncode, done.stdout) == (3, "")
