"""Media: which addresses are images, videos, audio files or documents.

In: an address. Out: its kind by file suffix or by the host that serves nothing else, and the record's media list.
"""

import re

from karabakh_extract.draft import Draft
from karabakh_extract.patterns import lazy
from karabakh_extract.record import Media, MediaKind

_SUFFIXES: dict[str, MediaKind] = {
    **dict.fromkeys(
        ["mp4", "m4v", "mov", "avi", "webm", "mkv", "mpg", "mpeg", "wmv", "flv", "ogv", "m3u8", "3gp"], "video"
    ),
    **dict.fromkeys(["jpg", "jpeg", "png", "gif", "webp", "svg", "tif", "tiff", "bmp", "avif", "heic"], "image"),
    **dict.fromkeys(["mp3", "m4a", "wav", "ogg", "oga", "aac", "flac", "opus", "wma"], "audio"),
    **dict.fromkeys(
        ["pdf", "doc", "docx", "odt", "xls", "xlsx", "ods", "ppt", "pptx", "odp", "epub", "csv"], "document"
    ),
}
_SUFFIX = lazy(r"\.([A-Za-z0-9]{2,5})(?:[?#].*)?$")
ADDRESS_LINE = lazy(r"(?:[^\W\d_]+(?: [^\W\d_]+){0,2}:\s*)?((?:https?://|www\.)\S+)")
"""An address alone, or behind a label of up to three words."""
_VIDEO = lazy(
    r"https?://(?:www\.|m\.)?(?:youtube\.com/(?:watch|embed|shorts|live)|youtu\.be/|vimeo\.com/\d|player\.vimeo\.com/|"
    r"dailymotion\.com/(?:video|embed)|rumble\.com/v|bitchute\.com/video|odysee\.com/@|rutube\.ru/(?:video|play)|"
    r"facebook\.com/(?:watch|[^/\s]+/videos)|vk\.com/video|ok\.ru/video|tiktok\.com/@[^/\s]+/video)",
    re.IGNORECASE,
)
_AUDIO = lazy(
    r"https?://(?:www\.|open\.)?(?:soundcloud\.com/|spotify\.com/(?:episode|track)|podcasts\.apple\.com/)",
    re.IGNORECASE,
)


def media_kind(address: str) -> MediaKind | None:
    """Return what kind of media an address leads to, `None` for a page."""
    found = _SUFFIX.search(address)
    if found and "/" in address.split("://")[-1]:
        kind = _SUFFIXES.get(found.group(1).lower())
        if kind:
            return kind
    if _VIDEO.match(address):
        return "video"
    if _AUDIO.match(address):
        return "audio"
    return None


def take_media_line(draft: Draft, n: int) -> bool:
    """Take a line of a media address alone or behind a label ("LISTEN: https://...mp3"), which a rule may have taken
    for a link to another page.
    """
    page = draft.page
    text = page.blocks[n].text
    address = ADDRESS_LINE.fullmatch(text)
    if address is None or media_kind(address[1]) is None:
        return False
    marks = page.marks.get(n, ())
    if marks:
        if any(mark.label != "removed" or mark.group != marks[0].group for mark in marks):
            return False
        if sum(mark.group == marks[0].group for each in page.marks.values() for mark in each) > 1:
            return False  # a line of a box of links
        page.unmark_group(marks[0].group)
        draft.claims = [claim for claim in draft.claims if claim.block != n]
    draft.offer("media", address[1], "body", n, address.span(1), 5)
    draft.mark_field(n, 0, len(text), "media", "body")
    return True


def decide_media(draft: Draft) -> None:
    """Put the media addresses into the record, in the order of the article, each once."""
    # a web page states its media with their kind
    seen = {media.url for media in draft.media}
    for candidate in draft.candidates.by_field.get("media", ()):
        kind = media_kind(candidate.value)
        if kind and candidate.value not in seen:
            seen.add(candidate.value)
            draft.media.append(Media(url=candidate.value, kind=kind))
            draft.candidates.use([candidate])
