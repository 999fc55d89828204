"""What holds for any text at all, and for anything that is put together like an article."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invariants import check, check_quotes, letters, missing

from karabakh_extract import Extractor, Source

EXTRACTOR = Extractor()
BRIEF = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

NAMES = st.sampled_from(
    [
        "Ann Porter",
        "José de la Riva",
        "Анна Орлова",
        "JUDE OKPARA",
        "Dr. Helga Immervoll",
        "van der Velde",
        "ELM (AP)",
        "Şükrü Çağlayan",
    ]
)
OUTLETS = st.sampled_from(
    ["The Elm Post", "Free Basin News", "L’Aiguillon", "«Южный берег»", "Reuters", "Inquiry Worldwide"]
)
DATES = st.sampled_from(
    [
        "July 1, 2019",
        "1 July 2019",
        "2019-07-01T10:15:00Z",
        "01.07.2019, 10:15 Uhr",
        "1 июля 2019",
        "le 1er juillet 2019",
        "July 2019",
    ]
)
VOCABULARY = """
the town bridge says and of it Elm «снег» élève 1,200 don't (quietly) Minister — said “no” , . : " ' © By Von
Par Region: http://elm.example/a.jpg donate copyright newsletter <u>Asia</u> **mayor** * | # > Ökonom Straße İzmir 'tis
Q: A: • 3. [note]
"""
WORDS = st.sampled_from(VOCABULARY.split())
SENTENCES = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
SPEECH = st.builds(
    lambda words, name, cue, marks: f"{marks[0]}{words},{marks[1]} {cue} {name}.",
    SENTENCES,
    NAMES,
    st.sampled_from(["said", "told reporters", "сказал", "a déclaré", "sagte"]),
    st.sampled_from(['""', "“”", "«»", "„“", "''", "‘’"]),
)
HEADERS = st.one_of(
    st.builds("By {}".format, NAMES),
    st.builds("By {}, {}, {}".format, NAMES, OUTLETS, DATES),
    st.builds("{} | {}".format, NAMES, DATES),
    st.builds("Updated: {}".format, DATES),
    st.builds("Region: <u>{}</u>, <u>Asia</u> Theme: {}".format, OUTLETS, WORDS),
    st.builds("ELM, {} ({}) — {}".format, DATES, OUTLETS, SENTENCES),
    DATES,
    OUTLETS,
)
NOTICES = st.one_of(
    st.builds(
        "The original source of this article is <u>{}</u> Copyright © <u>{}</u>, {}, 2020".format,
        OUTLETS,
        NAMES,
        OUTLETS,
    ),
    st.builds("Originally published by {} on {}".format, OUTLETS, DATES),
    st.builds("SUPPORT {}: PayPal: a@elm.example, https://elm.example/donate".format, OUTLETS),
    st.builds("Reporting by {}; editing by {}".format, NAMES, NAMES),
    st.builds("© 2020 {}. All rights reserved.".format, OUTLETS),
    st.builds("Read more: {}".format, SENTENCES),
    st.sampled_from(
        [
            "Share this:",
            "Advertisement",
            "Related",
            "Leave a Reply",
            "Sign up for our newsletter",
            "Tags: Elm, Asia",
            "* * *",
            "3",
            "\f",
        ]
    ),
)
LINES = st.one_of(SENTENCES, SPEECH, HEADERS, NOTICES, st.text(max_size=60))
ENDS = st.sampled_from(["\n", "\n\n", "\n\n", "\r\n", "\r\n\r\n", " ", "\n > ", "\n\t"])


def articles(lines, most=14):
    """Texts of lines with any line ends between them."""
    return st.lists(st.tuples(lines, ENDS), max_size=most).map(lambda pairs: "".join(line + end for line, end in pairs))


MARKUP = """
<p>
</p>
<div class="byline">
</div>
<br>
<h1>
</h1>
<b>
<ul><li>
<table><td>
<a href="x">
<title>Rain stops play | The Elm Post</title>
<meta name="author" content="Ann Porter">
<time datetime="2019-07-01">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": [1, {"a": null}], "datePublished": 9}</script>
<script>
</script>
<!--
</body>
<![CDATA[ ]]>
&amp; &#0; &#x110000; &
"""
TAGS = st.sampled_from(MARKUP.split("\n"))


def run(text):
    """A text's draft and record, held against what every record promises."""
    source = Source(data=text, name="case.txt", format="text")
    draft = EXTRACTOR.draft(source)
    record = EXTRACTOR.extract(source)
    check(draft, record)
    return draft, record


@BRIEF
@given(st.text(max_size=400))
def test_any_text(text):
    run(text)


@BRIEF
@given(articles(LINES))
def test_articles(text):
    run(text)


@BRIEF
@given(articles(st.one_of(SENTENCES, SPEECH, HEADERS, NOTICES)))
def test_every_letter_is_accounted_for(text):
    draft, record = run(text)
    source = draft.page.source
    assert not missing(source, record)
    assert not any(letters(source[span.start : span.end]) for span in draft.page.spans() if span.label == "markup")


@BRIEF
@given(st.binary(max_size=300))
def test_any_bytes(data):
    record = EXTRACTOR.extract(Source(data=data, name="case.bin"))
    record.body.encode()


@settings(BRIEF, max_examples=60)
@given(st.lists(st.one_of(TAGS, LINES), max_size=16))
def test_any_page(pieces):
    source = Source(data="<html>" + " ".join(pieces), name="case.html")
    record = EXTRACTOR.extract(source)
    check_quotes(record)
    assert record == EXTRACTOR.extract(source)


@BRIEF
@given(articles(LINES))
def test_same_text_same_record(text):
    source = Source(data=text, name="case.txt")
    assert EXTRACTOR.extract(source) == EXTRACTOR.extract(source) == Extractor().extract(source)


@BRIEF
@given(articles(LINES))
def test_body_is_clean(text):
    _, record = run(text)
    body = record.body
    assert body == body.strip()
    assert not any(mark in body for mark in "\t\r\f\v\u00a0\u00ad\ufeff\u200b\x00")
    assert "\n\n\n" not in body
    assert not any(line.endswith(" ") for line in body.split("\n"))
