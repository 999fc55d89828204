"""`explain`: plain where nobody sees colours, in colours on a terminal, and as a web page that a browser shows."""

import fcntl
import json
import os
import pty
import re
import shutil
import stat
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SGR = re.compile(r"\x1b\[[0-9;]*m")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

NOTICE = "\n\nSUPPORT HARBOUR COURIER:\nPayPal: desk@courier.example, https://courier.example/give/\n"
HOSTILE = "\n\nA sign in \x1b[31mred\x1b[0m and a \u202emirrored\u202c word stood on the pier for a week.\n"


@pytest.fixture
def article(desk):
    text = (desk / "ferry.txt").read_text("utf-8") + HOSTILE + NOTICE
    (desk / "article.txt").write_text(text, "utf-8")
    return desk / "article.txt"


def on_a_terminal(desk: Path, *words: str, columns: int = 100, **env: str) -> str:
    """Return what the command prints where standard output is a terminal."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
    surroundings = {**inherited, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **env}
    line = [sys.executable, "-m", "karabakh_extract", *words]
    process = subprocess.Popen(line, cwd=desk, env=surroundings, stdin=subprocess.DEVNULL, stdout=theirs)
    os.close(theirs)
    shown = b""
    with process:
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux reports the end of a terminal as an error
                break
            if not piece:
                break
            shown += piece
    os.close(ours)
    assert process.returncode == 0
    return shown.decode().replace("\r\n", "\n")


def test_a_pipe_gets_plain_and_complete_text(run, article):
    done = run("explain", "article.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    shown = "".join(done.stdout.split())
    for line in (Path(article)).read_text("utf-8").split("\n")[:3]:
        assert "".join(line.split()) in shown
    assert re.search(r"^ +\d+ donation · support-outlet +SUPPORT HARBOUR COURIER:$", done.stdout, re.M)
    assert "\\x1b[31mred" in done.stdout and "\\u202emirrored" in done.stdout


def test_a_terminal_gets_colours_and_its_width(desk, article):
    shown = on_a_terminal(desk, "explain", "article.txt", columns=72)
    assert "\x1b[31mSUPPORT HARBOUR COURIER:\x1b[0m" in shown
    assert max(len(SGR.sub("", line)) for line in shown.split("\n")) <= 72
    assert "\u202e" not in shown


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_are_left_out_where_nobody_wants_them(desk, article, env):
    shown = on_a_terminal(desk, "explain", "article.txt", **env)
    assert "\x1b" not in shown
    assert "SUPPORT HARBOUR COURIER:" in shown


def test_an_empty_no_color_counts_for_nothing(desk, article):
    assert "\x1b[" in on_a_terminal(desk, "explain", "article.txt", NO_COLOR="")


def test_standard_input(run):
    done = run("explain", input="Some Headline\n\nA first paragraph of this article, invented here for the test.\n")
    assert done.returncode == 0
    assert done.stdout.startswith("-  text · utf-8")


def test_rules_of_ones_own_are_named(run, desk, article):
    (desk / "mine.yaml").write_text(
        "pack: mine\nformat: 1\nrules:\n  - id: pier-sign\n    kind: other\n    why: a sign\n"
        "    phrases: [a sign in red]\n",
        "utf-8",
    )
    assert re.search(r"other · pier-sign +A sign in", run("explain", "article.txt", "--rules", "mine.yaml").stdout)


# ---- the web page


def test_the_page_appears_whole_and_is_not_replaced(run, desk, article):
    done = run("explain", "article.txt", "--html", "page.html")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    written = (desk / "page.html").read_text("utf-8")
    assert written.startswith("<!doctype html>") and written.endswith("</html>\n")
    assert sorted(path.name for path in desk.iterdir() if path.name.startswith(".")) == []
    again = run("explain", "ferry.txt", "--html", "page.html")
    assert (again.returncode, again.stderr) == (2, "page.html: exists already: replace it with --overwrite\n")
    assert (desk / "page.html").read_text("utf-8") == written
    assert run("explain", "ferry.txt", "--html", "page.html", "--overwrite").returncode == 0
    assert (desk / "page.html").read_text("utf-8") != written


def test_the_page_to_standard_output(run, article):
    assert run("explain", "article.txt", "--html", "-").stdout.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["ferry.txt", "--html", "ferry.txt", "--overwrite"], 2, "ferry.txt: this output is also an input (ferry.txt)"),
        (["ferry.txt", "--html", "dump"], 2, "dump: this is a folder"),
        (["ferry.txt", "--html", "none/page.html"], 2, "none/page.html: there is no folder none"),
        (["dump"], 2, "dump: this takes one article"),
        (["missing.txt"], 2, "missing.txt: no such file"),
        (["ferry.txt", "--max-bytes", "10"], 2, "ferry.txt: too large"),
        (["ferry.txt", "--rules", "none.yaml"], 2, "none.yaml: cannot be read"),
        (["ferry.txt", "--encoding", "klingon"], 2, "klingon"),
        (["ferry.txt", "--no-such-option"], 2, "No such option"),
    ],
)
def test_what_cannot_be_done_is_one_line(run, desk, words, code, said):
    done = run("explain", *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Some" not in (desk / "ferry.txt").read_text("utf-8")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_not_writable(run, desk):
    (desk / "shut").mkdir()
    (desk / "shut").chmod(stat.S_IRUSR | stat.S_IXUSR)
    done = run("explain", "ferry.txt", "--html", "shut/page.html")
    assert (done.returncode, list((desk / "shut").iterdir())) == (1, [])


# ---- in a browser

PROBE = """
<script>
addEventListener('load', () => {
  const frame = document.querySelector('iframe').contentWindow, page = frame.document;
  const links = [...page.querySelectorAll('a')];
  const found = {
    wide: page.documentElement.scrollWidth, room: frame.innerWidth,
    page: frame.getComputedStyle(page.body).backgroundColor,
    links: links.length,
    focused: links.filter(link => { link.focus(); return page.activeElement === link }).length,
    broken: links.filter(link => !page.getElementById(link.getAttribute('href').slice(1))).length,
    broken_words: [...page.querySelectorAll('th')].filter(e => e.getClientRects()[0].height > 45).length,
    small: [...page.querySelectorAll('.text')].filter(e => e.getBoundingClientRect().width < 200).length,
    beside: (row => row.children[1].getBoundingClientRect().top < row.children[2].getBoundingClientRect().top - 8)(
      page.querySelector('.row')),
  };
  document.body.textContent = 'FOUND' + JSON.stringify(found) + 'END';
});
</script>
"""


def look(folder: Path, width: int, *flags: str) -> dict[str, object]:
    """Return what a browser makes of page.html in a window of `width` pixels."""
    # what a page may see of itself is asked through a frame of the same origin, without the policy that forbids scripts
    page = (folder / "page.html").read_text("utf-8")
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    (folder / "bare.html").write_text(page, "utf-8")
    frame = f'<body><iframe src="bare.html" style="width:{width}px;height:2000px;border:0"></iframe>{PROBE}</body>'
    (folder / "frame.html").write_text(frame, "utf-8")
    done = subprocess.run(
        [
            str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--allow-file-access-from-files", "--virtual-time-budget=4000", f"--user-data-dir={folder / 'profile'}",
            *flags, "--dump-dom", (folder / "frame.html").as_uri(),
        ],
        capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip
    found = re.search(r"FOUND(\{.*?\})END", done.stdout)
    assert found, done.stderr[-2000:]
    looked: dict[str, object] = json.loads(found[1].replace("&amp;", "&"))
    return looked


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: the page of explain --html is not looked at")
@pytest.mark.parametrize(("width", "above"), [(380, True), (1280, False)])
@pytest.mark.parametrize(("flag", "colour"), [("0", "rgb(21, 23, 26)"), ("1", "rgb(252, 252, 250)")])
def test_a_browser_shows_the_page(run, desk, article, width, above, flag, colour):
    long = article.read_text("utf-8") + "\n\n" + "x" * 500 + "\n"
    article.write_text(long, "utf-8")
    assert run("explain", "article.txt", "--html", "page.html").returncode == 0
    looked = look(desk, width, f"--blink-settings=preferredColorScheme={flag}")
    assert looked["wide"] <= looked["room"] == width, "nothing makes the page wider than its window"
    assert looked["page"] == colour
    assert looked["focused"] == looked["links"] > 10
    assert looked["broken"] == looked["small"] == looked["broken_words"] == 0
    assert looked["beside"] is above, "notes stand above the text only where there is no room beside it"
