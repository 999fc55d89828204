"""A record with something in every place."""

from karabakh_extract import record as r


def make(**values: object) -> r.Record:
    long = "SUPPORT: our newsroom lives on gifts of its readers. " * 3
    settings: dict[str, object] = {
        "generator": r.Generator(name="karabakh-extract", version="0.1.0", rules="9f31c2ab"),
        "id": "12345678901234567890123456789012",
        "source": r.RecordSource(name="dump/a.txt", format="text", encoding="utf-8", sha256="1" * 64),
        "headline": "Video: A Bridge",
        "authors": ["Nora Field", "Ben Marsh, Jr."],
        "language": "no",
        "dates": r.Dates(
            published="2020-11-05",
            mentioned=[r.MentionedDate(date="2020", text="last year", start=3, end=12)],
        ),
        "regions": ["Asia", "No", "12"],
        "places": [
            r.Place(
                name="Oslo", country="NO", latitude=59.9, mentions=[r.Mention(text="Oslo", start=1, end=5)]
            )
        ],
        "quotes": [
            r.Quote(
                text="We have waited for this day", kind="direct", resolution="named", start=1, end=28,
                speaker=r.Speaker(name="Ada Brook", role="Mayor"), cue="said",
                parts=[r.Part(start=1, end=28)],
            )
        ],
        "media": [r.Media(url="https://example.org/a.mp4?x=1#t", kind="video")],
        "warnings": [r.Warning(code="no_headline", message="no line stands out")],
        "evidence": [r.Evidence(field=None, origin="label", text="Page: 1", start=4, end=11)],
        "body": "The bridge is closed.\n\nNobody knows why.",
        "removed": [r.Removed(kind="donation", rule="support", confidence=1e-05, text=long.strip())],
    }  # fmt: skip
    return r.Record(**{**settings, **values})
