"""An invented article with everything that `explain` has to show, and its finished draft."""

from karabakh_extract.draft import Draft
from karabakh_extract.extract import Extractor
from karabakh_extract.readers.source import Source

FLOOD = """\
Flood Wall Of Tarnbeck Passes Its First Test

By Nora Field
Tarnbeck Mail, November 05, 2020
Published: November 06, 2020
Region: <u>Europe</u>, <u>Asia</u>

The flood wall of Tarnbeck held on Wednesday night while the river rose to four metres, the highest ever seen.

"We have waited for this night a long time," said Mayor Ada Brook. "The houses behind the wall are dry."

The sign at the pump had \x1b[31mred letters\x1b[0m, a \u202emirrored\u202c word and a \x9b31m bell \x07.

SUPPORT TARNBECK MAIL:
PayPal: desk@tarnbeckmail.example, https://tarnbeckmail.example/donate/

Copyright © 2020 Tarnbeck Mail. All rights reserved.
"""


def draft(text: str = FLOOD, name: str = "flood.txt", **hints: str) -> Draft:
    return Extractor().draft(Source(text, name, **hints))  # type: ignore[arg-type]  # the hints of one name each
