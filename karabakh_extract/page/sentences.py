"""Where sentences begin in clean text: used to cut one-line articles and to bound what a notice or a quote takes.

Rule-based, for scripts that end sentences with . ! ? and their kin; knows initials and common abbreviations.
"""

from karabakh_extract.patterns import lazy

# a run of dots is looked at once, from its first dot
_END = lazy(r"(?<![.!?…。։])[.!?…。։]++[\"'”’»)\]]*+\s+(?=[\"'“‘«„(\[—–♦■▪●•★►-]*\s?[^\W\d_a-zа-яё]|[\"'“‘«„(\[]*\d)")
_ABBREVIATION = lazy(
    r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Gov|Sen|Rep|Hon|Rev|Fr|St|Ste|Sr|Jr|Mt|vs|No|Nos|Art|"
    r"Inc|Ltd|Co|Corp|Bros|al|cf|ca|approx|ed|eds|vol|pp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mass|Calif|Conn|"
    r"Fla|Wash|Ill|Mich|Minn|Penn|Va|Tex|Ariz|Ala|Ky|La|Tenn|Wis|Mme|Mlle|MM|Nr|Str|bzw|usw|Abs|Hr|Fr|Sra|Sres|Dña|Ud|"
    r"им|ул|гг|стр|млн|млрд|тыс|руб|т\.\s?е|т\.\s?д|Sn|Doç|Yrd))\.$"
)


def sentence_starts(text: str) -> list[int]:
    """Return the offsets, without 0, at which a sentence begins."""
    starts = []
    for found in _END.finditer(text):
        dot = found.start() + 1
        if text[found.start()] == "." and _ABBREVIATION.search(text, max(0, dot - 12), dot):
            continue
        starts.append(found.end())
    return starts
