"""The language of a text, as its primary subtag, and how sure that is.

In: the text of an article or a headline. Out: "en", "hy", … and a confidence from 0 to 1. Scripts, letters and the
share of very frequent words (`data/stopwords.yaml`) settle nearly every article without any import; py3langid is
asked for what they leave open, mostly headlines without small words. Its model takes 90 MB, which is why languages
with a press of their own have lists of words. It is chosen before lingua, which is somewhat better on single lines
but loads as much in many seconds, where py3langid needs one.
"""

from collections import Counter
from collections.abc import Callable
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from karabakh_extract.data import load
from karabakh_extract.patterns import lazy

# How much is read: the beginning, and as much of the middle, since an article may open with a foreign name or quote.
_STRETCH = 800
# Points (a frequent word is one, a letter of the language two) that settle a text, and their lead over the second.
_ENOUGH, _LEAD = 4, 1.5
# Below it the answer of py3langid gives way to the source's claim.
_SURE = 0.5
# Below this one it is no answer: names and figures look like some language or other.
_GUESS = 0.3
# How much of that is counted to find the script.
_COUNTED = 200
_LETTER = lazy(r"[^\W\d_]")
_LATIN_LETTER = lazy("[a-z\xdf-\u024f\u1e00-\u1eff]")
# what may stand first in a language tag: `en_US`, and pages that say `en#`, `english`, `x-default` or `{{lang}}`
_SUBTAG = lazy(r"\s*([a-z]{2,3})(?![^\W_])")
# letters below Greek and between Latin's additions and kana are not asked for; a range of that many takes long to
# compile
_OTHER_LETTER = lazy("(?![\x00-\u036f\u1e00-\u3040])[^\\W\\d_]")

before_loading: Callable[[], None] | None = None
"""Called before the model is loaded: one of many processes may rather leave that to the one that all are forks of."""


class _Knowledge(NamedTuple):
    words: dict[str, list[str]]  # frequent word → languages that have it
    letters: dict[str, list[str]]  # letter beyond ASCII → languages that write it
    scripts: list[tuple[str, str, list[str]]]  # first and last letter, languages
    latin: list[str]
    asked: list[str]


@cache
def _knowledge() -> _Knowledge:
    data = load("stopwords")
    words: dict[str, list[str]] = {}
    letters: dict[str, list[str]] = {}
    for table, found in ((data["words"], words), (data["letters"], letters)):
        for language, forms in table.items():
            for form in set(forms):
                found.setdefault(form, []).append(language)
    scripts = [(row["from"], row["to"], row["languages"]) for row in data["scripts"]]
    other = {language for *_, languages in scripts for language in languages}
    latin = [language for language in data["words"] if language not in other]
    return _Knowledge(words, letters, scripts, latin, [*latin, *other, *data["asked"]])


def detect_language(text: str, *, hint: str | None = None) -> tuple[str | None, float]:
    """Return the primary subtag of a text's language and a confidence from 0 to 1.

    `(None, 0.0)` stands for a text without letters, or with no sign of any one language.

    `hint` is the language that the source claims (`<html lang>`): it decides where the text itself leaves open which
    of several languages it is in, and never against clear evidence.
    """
    if len(text) > 3 * _STRETCH:
        middle = len(text) // 2
        text = f"{text[:_STRETCH]}\n{text[middle : middle + _STRETCH]}"
    text = text.lower()
    if not _LETTER.search(text):
        return None, 0.0
    claimed = _SUBTAG.match(hint.lower()) if hint else None
    hint = claimed[1] if claimed else None
    languages = _knowledge().latin if text.isascii() else _by_script(text)
    if len(languages) == 1:
        return languages[0], 1.0
    return _by_words(text, languages, hint) or _ask(text, hint)


def _by_script(text: str) -> list[str]:
    """Return the languages of the script that most letters are in; those of Latin letters where it is unknown."""
    knowledge = _knowledge()
    if not _OTHER_LETTER.search(text):
        return knowledge.latin
    start = (len(text) - _COUNTED) // 2
    text = text[:_COUNTED] + (text[start : start + _COUNTED] if start > _COUNTED else "")
    others = Counter(_OTHER_LETTER.findall(text))
    if others.total() < len(_LATIN_LETTER.findall(text)):
        return knowledge.latin
    counts = [
        (sum(count for char, count in others.items() if first <= char <= last), languages)
        for first, last, languages in knowledge.scripts
    ]
    most, languages = max(counts, key=itemgetter(0))
    # Japanese is written with Chinese characters too, Chinese never with kana
    kana = sum(count for char, count in others.items() if "\u3041" <= char <= "\u30ff")
    if kana * 5 > others.total():
        return ["ja"]
    return languages if most else knowledge.latin


def _by_words(text: str, languages: list[str], hint: str | None) -> tuple[str, float] | None:
    """Return the language whose frequent words and letters the text shows, `None` where it shows too few."""
    knowledge = _knowledge()
    points = dict.fromkeys(languages, 0)
    for word in knowledge.words.keys() & text.split():
        for language in knowledge.words[word]:
            if language in points:
                points[language] += 1
    if not text.isascii():
        for letter in knowledge.letters.keys() & set(text):
            for language in knowledge.letters[letter]:
                if language in points:
                    points[language] += 2
    ranked = sorted(((score, name) for name, score in points.items()), reverse=True)
    (most, best), (second, _) = ranked[:2]
    if most >= _ENOUGH and most >= _LEAD * second:
        return best, round(most / (most + second), 3)
    if hint and points.get(hint) and points[hint] >= most - 1:
        return hint, 0.5
    return None


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    if before_loading:
        before_loading()
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # creoles and dialects without a press of their own are left out: they take headlines from their big neighbours
    identifier.set_languages(_knowledge().asked)
    return identifier


def _ask(text: str, hint: str | None) -> tuple[str | None, float]:
    """Return py3langid's answer, or the hint where that is a guess."""
    language, probability = _identifier().classify(text)
    if hint and probability < _SURE:
        return hint, 0.5
    if probability < _GUESS:
        return None, 0.0
    return str(language), round(float(probability), 3)
