"""Publisher and first publisher: who put out this copy, and whose text it was before.

In: candidates from labels, outlet-and-date lines, first lines, notices, datelines and addresses. Out: `publisher`,
`original_publisher` (only where it is another), a warning where strong sources disagree.
"""

import re
from functools import lru_cache

from msgspec.structs import replace

from karabakh_extract.data import load
from karabakh_extract.draft import Draft
from karabakh_extract.fields.byline import PERSON
from karabakh_extract.fields.candidates import Candidate
from karabakh_extract.fields.hosts import hosts, site_label
from karabakh_extract.fields.lexicon import function_words, signs_for_newsroom
from karabakh_extract.fields.notices import OWNER
from karabakh_extract.fields.outlets import COMPANY, by_host, known, named_in, squeezed, written_for
from karabakh_extract.fields.own_name import as_printed, own_names
from karabakh_extract.fields.own_report import offer_own_report
from karabakh_extract.fields.self_named import OWN_NOTICES
from karabakh_extract.fields.source_and_site import offer_source_and_site
from karabakh_extract.names import looks_like_person
from karabakh_extract.patterns import lazy

_AROUND = ' ,.;:|*«»"“”„>•–—-'
NAMED_FIRST = 8.0
"""Weight from which a first publisher is named as such ("originally published by", "via"): never this copy's own."""
_METADATA = frozenset(["json_ld", "open_graph", "meta"])
BESIDE = 6.0
"""Weight up to which a name in the header is one beside a writer's, or in the date's line."""
DECLARED = 7.0
"""Weight from which a web page declares its publisher."""
_TOLD = 2
"""Words from which a name with a small one, no article or preposition, tells something."""
_PARTED_END = lazy(r"(?:\s[-–—|]|:)\s*$")
MOST_LABELS = 12
"""Hosts that are looked for in the text, each of which costs a reading: an article's own notices name two or three."""


def decide_publisher(draft: Draft) -> None:
    """Choose publisher and original publisher."""
    _from_addresses(draft)
    _from_byline(draft)
    offer_source_and_site(draft)
    if not (draft.candidates.by_field.get("publisher") or draft.format == "html"):
        offer_own_report(draft)
    first = _best(draft, "original_publisher")
    publisher = _best(draft, "publisher")
    publisher, first = _agency_apart(draft, publisher, first)
    if publisher is not None and first is None:
        first = _agency_signed(draft, publisher)
    if publisher is None and first is not None and first.weight < NAMED_FIRST:
        # nobody else is named: an agency's own page, or a dateline on a page without imprint
        publisher, first = replace(first, field="publisher"), None
    if first is not None and draft.format == "html" and _own_site(draft, first.value):
        # "Source: site.com" below a text of that site
        first = None
    if publisher is not None and first is not None and _of_house(publisher.value, first):
        first = None
    if publisher is not None and first is not None and _same(publisher.value) == _same(first.value):
        # the outlet's own text where its name stands with the date; else the byline's outlet, and the page is another's
        other = None if publisher.weight >= 8 else _other(draft, _same(first.value))
        agency = known(first.value)
        if other is None and publisher.origin == "header" and publisher.weight <= BESIDE and first.origin == "label":
            # "by A. Author for Weir Wire", "source: Weir Wire": who publishes this copy stands above the headline
            other = _above(draft, _same(first.value))
        if publisher.weight <= BESIDE and first.origin == "label" and other is not None:
            publisher = other
        elif first.weight < NAMED_FIRST or publisher.weight >= 8 or (other is None and agency and agency.agency):
            # nor is an agency first where no other outlet is named
            first = None
        else:
            publisher = other
    draft.publisher = _shown(publisher.value) if publisher else None
    draft.original_publisher = _shown(first.value) if first else None
    for chosen in (publisher, first):
        if chosen is not None:
            agreeing = [
                c
                for c in draft.candidates.ranked(chosen.field)
                if _same(c.value) == _same(chosen.value) and c != chosen
            ]
            draft.candidates.use([chosen, *agreeing])
    _disagreement(draft, publisher)


def _of_house(publisher: str, first: Candidate) -> bool:
    """Whether a dateline signs with the first word of the publisher's name ("Turan": "Turan İnformasiya Agentliyi")."""
    return first.origin == "dateline" and publisher.startswith(f"{first.value} ") and " " not in first.value


def _own_site(draft: Draft, name: str) -> bool:
    """Whether a name is one under which a web page's own site goes."""
    declared = (c for c in draft.candidates.ranked("publisher") if c.weight >= DECLARED)
    return squeezed(name) in {squeezed(candidate.value) for candidate in declared}


@lru_cache(maxsize=2048)
def _same(name: str) -> str:
    name = written_for(name) or name
    outlet = known(name)
    return squeezed(outlet.name if outlet else COMPANY.sub("", name))


def _shown(name: str) -> str:
    name = written_for(name) or name
    name = COMPANY.sub("", name.strip(_AROUND)).strip(_AROUND)
    whole, _, last = name.rpartition(" ")
    if whole and last in load("labels")["byline"]["joiners"]:
        # what leads to others: "Lowland Wire and its licensors"
        name = whole
    outlet = known(name)
    if outlet and outlet.name == f"The {name}":
        # "a member of the Kyiv Independent": the article is the name's
        return outlet.name
    # "the Thomson Reuters Trust Principles": the article is the sentence's unless the outlet prints one
    return name[4:] if outlet and name[:4] in ("The ", "the ") and not outlet.name.startswith("The ") else name


def _best(draft: Draft, field: str) -> Candidate | None:
    """Return the strongest candidate; sources that agree add to each other."""
    ranked = draft.candidates.ranked(field)
    support: dict[str, float] = {}
    for candidate in ranked:
        name = _same(candidate.value)
        support[name] = max(support.get(name, 0.0), candidate.weight) + (0.4 if name in support else 0.0)
    usable = [c for c in ranked if _same(c.value) and _may_publish(draft, c)]
    if not usable:
        return None
    return max(usable, key=lambda c: (support[_same(c.value)], c.weight))


def _may_publish(draft: Draft, candidate: Candidate) -> bool:
    """Whether what stands where an outlet's name may stand is one: no picture's credit, no headline's last words."""
    name, flat = candidate.value.strip(_AROUND), draft.page.run is not None
    if "№" in name or not any(map(str.isalpha, name)):
        # the number of an issue
        return False
    if candidate.origin not in ("notice", "title", "header") or known(name):
        return True
    if candidate.origin == "notice":
        # "© Ann Lee/dpa" below a picture
        return "/" not in name
    head = (draft.headline or "").removesuffix(name)
    if flat and head != draft.headline and _PARTED_END.search(head):
        return False
    words = name.split()
    small = [word for word in words if word[0].islower() and word not in function_words()]
    # "junge Welt", but "das erwarten wir"
    return not (flat and small and (len(words) > _TOLD or len(small) == len(words) > 1))


def _agency_apart(
    draft: Draft, publisher: Candidate | None, first: Candidate | None
) -> tuple[Candidate | None, Candidate | None]:
    """Tell an agency, credited or named in the copyright line, from the outlet whose name stands above the text."""
    outlet = known(publisher.value) if publisher else None
    if publisher is None or outlet is None or not outlet.agency or publisher.weight >= 8:
        return publisher, first
    for candidate in draft.candidates.ranked("publisher"):
        other = known(candidate.value)
        owner = candidate.origin == "notice" and candidate.weight >= OWNER
        if (owner or candidate.origin in ("first_line", "header", "title", "label")) and not (other and other.agency):
            return candidate, first or replace(publisher, field="original_publisher")
    return publisher, first


def _agency_signed(draft: Draft, publisher: Candidate) -> Candidate | None:
    """Return the agency behind a writer's name on the page of another outlet ("By A. Author, Reuters")."""
    outlet = known(publisher.value)
    if draft.format == "html" or (outlet and outlet.agency):
        return None
    for candidate in draft.candidates.ranked("publisher"):
        beside = candidate.origin in ("byline", "header") and candidate.weight <= BESIDE
        other = known(candidate.value) if beside else None
        if other and other.agency:
            return replace(candidate, field="original_publisher")
    return None


def _other(draft: Draft, name: str) -> Candidate | None:
    return next((c for c in draft.candidates.ranked("publisher") if _same(c.value) != name and c.weight >= 2.5), None)


def _above(draft: Draft, name: str) -> Candidate | None:
    """Return another outlet whose name the first line gives."""
    ranked = draft.candidates.ranked("publisher")
    return next((c for c in ranked if c.origin == "first_line" and _same(c.value) != name), None)


def _from_addresses(draft: Draft) -> None:
    """Offer the outlet behind the addresses of notices, and of the article's own address."""
    if draft.url:
        for host in hosts(draft.url):
            outlet = by_host(host)
            if outlet:
                draft.offer("publisher", as_printed(outlet, draft.page.source), "url", -1, (0, 0), 6)
    for candidate in draft.candidates.ranked("authors"):
        # "By RFE/RL's Moldovan Service", "Al Jazeera Staff": a newsroom signs on its own page
        named = named_in(candidate.value) if signs_for_newsroom(candidate.value) else []
        if named and named[0][0] == 0:
            span = (candidate.start, candidate.end)
            draft.offer("publisher", named[0][2], candidate.origin, candidate.block, span, 3)
    text = squeezed_text = ""
    labels: dict[str, str | None] = {}
    for claim in draft.claims:
        notice = draft.page.blocks[claim.block].text[claim.start : claim.end]
        if claim.kind in OWN_NOTICES:
            for start, end, name in dict.fromkeys([*named_in(notice), *own_names(notice)]):
                span = (claim.start + start, claim.start + end)
                draft.offer("publisher", name, "notice", claim.block, span, 2.6)
        for host in hosts(notice):
            outlet = by_host(host)
            if outlet is None and not text:
                text = squeezed_text = " ".join(block.text for block in draft.page.blocks)
                for separator in " .'’&-":
                    squeezed_text = squeezed_text.replace(separator, "")
                squeezed_text = squeezed_text.lower()
            label = site_label(host)
            if outlet is None and label not in labels and len(labels) < MOST_LABELS and claim.kind in OWN_NOTICES:
                labels[label] = _spelled(label, text, squeezed_text)
            # the address in a writer's note is the writer's
            spelled = labels.get(label) if claim.kind in OWN_NOTICES else None
            if outlet:
                spelled = as_printed(outlet, draft.page.source)
            if spelled:
                at = notice.lower().index(host)
                span = (claim.start + at, claim.start + at + len(host))
                weight = 3.0 if claim.kind in ("contact", "fair_use") else 2.0
                draft.offer("publisher", spelled, "notice", claim.block, span, weight)


def _from_byline(draft: Draft) -> None:
    """Offer the outlet whose newsroom signs ("By RFE/RL's Georgian Service"): its page if nobody else is named."""
    for candidate in draft.candidates.by_field.get("authors", ()):
        named = named_in(candidate.value)
        if named and named[0][0] == 0 and looks_like_person(candidate.value) < PERSON:
            span = (candidate.start, candidate.end)
            draft.offer("publisher", named[0][2], candidate.origin, candidate.block, span, 2)


def _spelled(label: str, text: str, squeezed_text: str) -> str | None:
    """Return how the article spells the name that a host name runs together."""
    label = label.replace("-", "")
    # most are not spelled out at all, and an expression for each host is dear to compile
    if len(label) < 4 or label not in squeezed_text:
        return None
    pattern = r"\b" + r"[\s.'’&-]{0,2}".join(map(re.escape, label)) + r"\b"
    for found in re.finditer(pattern, text, re.IGNORECASE):
        name = found.group()
        if name[0].isupper() and not name.endswith("."):
            return name
    return None


def _disagreement(draft: Draft, publisher: Candidate | None) -> None:
    if publisher is None:
        return
    told = {_same(publisher.value), _same(draft.original_publisher or "")}
    # a web page's metadata call its site and the house behind it by several names
    rivals = [
        candidate
        for candidate in draft.candidates.ranked("publisher")
        if candidate.weight >= DECLARED
        and _same(candidate.value) not in told
        and not {publisher.origin, candidate.origin} <= _METADATA
    ]
    if rivals:
        names = ", ".join(dict.fromkeys([publisher.value, *(c.value for c in rivals)]))
        draft.warn("publishers_disagree", f"the article names several publishers: {names}")
