"""Outlets: names, hosts, what an article teaches."""

import pytest

from karabakh_extract.fields.outlets import Outlets, by_host, known, named_in


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("Thomson Reuters", "Reuters"),
        ("the guardian", "The Guardian"),
        ("www.globalresearch.ca", "Global Research"),
        ("AP", "Associated Press"),
    ],
)
def test_known(name, usual):
    outlet = known(name)
    assert outlet is not None
    assert outlet.name == usual


@pytest.mark.parametrize("name", ["Aa", "The Tarn Mail", "ap", ""])
def test_not_known(name):
    assert known(name) is None


def test_a_host_below_a_known_one():
    outlet = by_host("news.bbc.co.uk")
    assert outlet is not None
    assert outlet.name == "BBC"
    assert by_host("elm.example") is None


def test_an_address_teaches_an_outlet():
    outlets = Outlets()
    outlets.learn_hosts("newsdesk@tarnmail.example")
    assert outlets.is_outlet("Tarn Mail")
    assert outlets.is_outlet("The Tarn Mail")
    assert not outlets.is_outlet("Tarn")


def test_outlets_named_in_a_notice():
    text = "Help the Guardian’s journalism, as Reuters and AA do. Aa Text size. A report of the independent board."
    assert [name for _, _, name in named_in(text)] == ["Guardian", "Reuters", "AA"]
