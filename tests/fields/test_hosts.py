"""Hosts: those of services left out, the part that carries a name."""

import pytest

from karabakh_extract.fields.hosts import hosts, site_label


def test_hosts_leave_services_out():
    text = "donate@elm.example, https://www.patreon.com/elm or https://news.elm.example/a?b=1"
    assert hosts(text) == ["elm.example", "news.elm.example"]


@pytest.mark.parametrize(("host", "label"), [("elm.example", "elm"), ("news.elm.co.uk", "elm"), ("a.b.elm.org", "elm")])
def test_site_label(host, label):
    assert site_label(host) == label
