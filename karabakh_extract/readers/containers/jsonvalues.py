"""JSON that does not keep to lines: an array of objects, or objects one behind the other; `feed.json!17` by number.

In: a stream. Out: a Source or an InputError for each element; one element is in memory at a time. A single object that
holds an array of objects (as answers of news services do) gives that array's elements.
"""

from collections.abc import Iterator
from io import BufferedReader

from karabakh_extract.errors import InputError
from karabakh_extract.readers.containers.elements import TOO_LARGE, Elements
from karabakh_extract.readers.containers.jsonlines import article, decoded
from karabakh_extract.readers.fields import Fields
from karabakh_extract.readers.place import KEPT, Place
from karabakh_extract.readers.source import Source


def read(stream: BufferedReader, place: Place) -> Iterator[Source | InputError]:
    """Yield the articles of an array, or of objects one behind the other."""
    fields = Fields(place, "field")
    number = 0
    for data, trouble in Elements(stream, place.options.max_bytes):
        number += 1
        name = f"{place.name}!{number}"
        if trouble == TOO_LARGE:
            yield place.too_large(data=data, member=str(number))
        elif trouble:
            yield InputError(name, trouble, "check that element", reason="bad_record", data=data[:KEPT])
        elif number == 1 and (inner := _inner(data, place, fields)):
            for number, value in enumerate(inner, 1):
                yield fields.source(value, f"{place.name}!{number}")
        elif place.wants(name):
            yield article(data, name, fields, place)


def _inner(data: bytes, place: Place, fields: Fields) -> list[dict[str, object]]:
    """Return the objects of the only array of objects within an object that is no article itself."""
    try:
        value = decoded(data, place.options.encoding)
    except (ValueError, RecursionError):
        return []
    if not isinstance(value, dict) or fields.holds_article(value):
        return []
    lists = [
        each
        for each in value.values()
        if isinstance(each, list) and each and all(isinstance(element, dict) for element in each)
    ]
    return lists[0] if len(lists) == 1 else []
