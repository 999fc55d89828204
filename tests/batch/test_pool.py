"""Workers: what they answer, and what it costs when one crashes, hangs, or takes too much memory."""

import json
import os
import signal
import threading

import pytest
from actors import HERE, Acting

from karabakh_extract.batch import template, worker
from karabakh_extract.batch.plan import Article, Job
from karabakh_extract.batch.pool import Pool
from karabakh_extract.batch.settings import Settings
from karabakh_extract.errors import InputError
from karabakh_extract.fields import language
from karabakh_extract.fields.language import detect_language
from karabakh_extract.readers.inputs import Input
from karabakh_extract.readers.source import Source


@pytest.fixture(autouse=True)
def actors_on_the_path(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", HERE)


def stream(texts):
    for place, text in enumerate(texts):
        name = f"dump!{place}"
        source = text if isinstance(text, InputError) else Source(text, name)
        yield Article(Job(Input("dump", "dump")), place, source)


def outcomes(texts, *, workers=2, timeout=20, **settings):
    pool = Pool(Acting(timeout=timeout, **settings), workers)
    try:
        results = list(pool.results(stream(texts)))
    finally:
        pool.close()
    assert [article.place for article, _ in results] == list(range(len(results)))
    for article, (outcome, record) in results:
        if outcome.status == "converted":
            assert f'"name":"{article.source.name}"'.encode() in record
        else:
            assert record == b""
    return [(outcome.status, outcome.reason) for _, (outcome, _) in results], pool


GOOD = [f"Headline {number}\n\nA text." for number in range(40)]


@pytest.mark.parametrize("workers", [1, 3])
def test_results_come_in_the_order_of_the_articles(workers):
    texts = [f"Headline {number}\n\n{'SLOW' if number % 7 == 0 else 'quick'}" for number in range(200)]
    found, pool = outcomes(texts, workers=workers)
    assert found == [("converted", None)] * 200
    assert pool.deaths == 0


@pytest.mark.parametrize(
    ("word", "status", "reason"),
    [
        ("SEGFAULT", "failed", "crash"),
        ("EXIT", "failed", "crash"),
        ("HANG", "failed", "timeout"),
        ("EATS", "failed", "memory"),
        ("RAISE", "failed", "failed"),
        ("REFUSE", "rejected", "failed"),
    ],
)
def test_a_bad_article_costs_itself_alone(word, status, reason):
    texts = list(GOOD)
    texts[23] = f"Headline\n\n{word}"
    found, _ = outcomes(texts, memory=200_000_000, timeout=1 if word == "HANG" else 20)
    assert found[23] == (status, reason)
    assert found[:23] + found[24:] == [("converted", None)] * 39


def test_many_bad_articles_one_behind_another():
    words = ["SEGFAULT", "RAISE", "EXIT", "SEGFAULT", "EATS", "fine", "EXIT", "fine"]
    found, _ = outcomes([f"Headline\n\n{word}" for word in words], memory=200_000_000)
    assert [reason for _, reason in found] == ["crash", "failed", "crash", "crash", "memory", None, "crash", None]


def test_what_could_not_be_read_keeps_its_place():
    error = InputError("dump!1", "the file is empty", "there is nothing", reason="empty")
    found, _ = outcomes([error, GOOD[0], error, error, GOOD[1], error])
    assert [status for status, _ in found] == ["rejected", "converted", "rejected", "rejected", "converted", "rejected"]


def test_an_article_whose_worker_is_killed_from_outside_is_converted_all_the_same():
    pool = Pool(Acting(timeout=20), 2)
    found = []
    try:
        for article, (outcome, _) in pool.results(stream([f"Headline {n}\n\nSLOW" for n in range(300)])):
            found.append((article.place, outcome.status))
            if len(found) in (50, 150):
                for channel in pool._channels:
                    os.kill(channel.pid, signal.SIGKILL)
    finally:
        pool.close()
    assert found == [(place, "converted") for place in range(300)]
    assert pool.deaths == 4


def test_the_model_of_languages_is_loaded_once_for_all_workers_when_an_article_needs_it():
    story = "Rain in the hills\n\nIt rained all day on Monday, and the people of the town went home when it was dark."
    pool = Pool(Settings(), 2)
    try:
        found = list(pool.results(stream([*[story] * 5, "Gorod Tarnbek", *[story] * 40, "Rain\n\nIt rained."])))
    finally:
        pool.close()
    assert pool.deaths == 0
    assert {outcome.reason for _, (outcome, _) in found[:5]} == {None}
    languages = [json.loads(record)["language"] for _, (_, record) in found]
    assert languages == [detect_language(article.source.data)[0] for article, _ in found]


def test_a_worker_without_the_model_leaves_it_to_others(monkeypatch):
    monkeypatch.setattr(language, "_identifier", language._identifier.__wrapped__)
    monkeypatch.setattr(language, "before_loading", worker._leave_model)
    assert detect_language("It rained all day on Monday, and the people went home.") == ("en", 1.0)
    with pytest.raises(worker._ModelWanted):
        detect_language("Gorod Tarnbek")


def test_workers_are_made_anew_where_their_template_was_killed():
    pool = Pool(Acting(timeout=20), 2)
    found = []
    try:
        for _, (outcome, _) in pool.results(stream([f"Headline {n}\n\nSLOW" for n in range(200)])):
            found.append(outcome.status)
            if len(found) == 50:
                os.kill(pool._template._process.pid, signal.SIGKILL)
                for channel in pool._channels:
                    os.kill(channel.pid, signal.SIGKILL)
    finally:
        pool.close()
    assert found == ["converted"] * 200


def test_workers_make_room_for_new_ones(monkeypatch, tmp_path):
    # the template's process reads the limit anew
    (tmp_path / "sitecustomize.py").write_text("import karabakh_extract.batch.worker as w\nw.LIFE = 10\n")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{HERE}{os.pathsep}{os.getcwd()}")
    forks = []
    fork = template.Template.fork
    monkeypatch.setattr(template.Template, "fork", lambda self: forks.append(1) or fork(self))
    found, pool = outcomes(GOOD * 5, workers=1)
    assert found == [("converted", None)] * 200
    assert pool.deaths == 0
    assert len(forks) > 5


def test_articles_are_read_no_faster_than_they_are_converted():
    read = []

    def reading():
        for article in stream("Headline\n\nSLOW" for _ in range(300)):
            read.append(article)
            yield article

    pool = Pool(Acting(), 2)
    ahead = []
    try:
        for number, _ in enumerate(pool.results(reading())):
            ahead.append(len(read) - number)
    finally:
        pool.close()
    assert max(ahead) <= 32 * 2 * (2 + 1)


def test_nothing_outlives_the_pool():
    pool = Pool(Acting(timeout=60), 2)
    results = pool.results(stream(["Headline\n\nfine", "Headline\n\nHANG", "Headline\n\nHANG"]))
    next(results)
    workers = [channel.pid for channel in pool._channels]
    pids = [*workers, pool._template._process.pid]
    pool.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_fork_is_asked_for_while_threads_run():
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        found, _ = outcomes(GOOD[:5])
    finally:
        ended.set()
        thread.join()
    assert found == [("converted", None)] * 5


def test_a_hanging_article_does_not_hold_the_others_up():
    found, _ = outcomes(
        [f"Headline\n\n{'HANG' if place in (3, 4, 5, 6) else 'fine'}" for place in range(40)], timeout=1
    )
    assert [place for place, (_, reason) in enumerate(found) if reason == "timeout"] == [3, 4, 5, 6]


def test_one_pool_serves_one_stream_after_the_other():
    pool = Pool(Acting(timeout=5), 2)
    try:
        workers = set()
        for _ in range(3):
            assert [outcome.status for _, (outcome, _) in pool.results(stream(GOOD))] == ["converted"] * 40
            workers |= {channel.pid for channel in pool._channels}
    finally:
        pool.close()
    # one, where it was quick enough
    assert len(workers) <= 2
