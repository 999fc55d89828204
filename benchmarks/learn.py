"""Learning rules from dumps of invented outlets: precision and recall of the notices' words, time and memory.

    python benchmarks/learn.py                    # 500 articles of each outlet, then 100 others with the rules learnt
    python benchmarks/learn.py --memory 50000     # peak memory and time of learning from so many of one outlet

The outlets stand in `learn_outlets.yaml`. Words of articles are drawn anew for each; a tenth of an outlet's articles print
a wire story of which all outlets have a copy, a sixth have a standing paragraph, some have sub-headings that recur.
"""

# ruff: noqa: E501, SIM905 - word lists stand on a line each
import argparse
import random
import re
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from karabakh_extract.boilerplate import RuleBook
from karabakh_extract.boilerplate.learn import Learner
from karabakh_extract.boilerplate.learn_pack import pack_text, rules
from karabakh_extract.extract import Extractor
from karabakh_extract.options import Options
from karabakh_extract.readers.source import Source

OUTLETS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "learn_outlets.yaml").read_text("utf-8"))
BANKS = {
    "en": ("council miller bridge ferry harbour farmer teacher keeper road river market school tower field boat winter mayor engine letter window", "the {a} said that the {b} of {P} would {v} the {c} before the {d}", "open close mend sell paint count move keep build measure", "The"),
    "de": ("Rat Müller Brücke Fähre Hafen Bauer Lehrer Wärter Straße Fluss Markt Schule Turm Feld Boot Winter Bürgermeister Motor Brief Fenster", "{a} und {b} aus {P} wollen {c} noch vor dem {d} {v}", "öffnen schließen flicken verkaufen streichen zählen versetzen behalten bauen messen", "Am"),
    "fr": ("conseil meunier pont bac port fermier maître gardien route fleuve marché école tour champ bateau hiver maire moteur courrier fenêtre", "le {a} et le {b} de {P} veulent {v} le {c} avant le {d}", "ouvrir fermer réparer vendre peindre compter déplacer garder bâtir mesurer", "Le"),
    "es": ("concejo molinero puente barco puerto granjero maestro guarda camino río mercado colegio torre campo bote invierno alcalde motor correo ventana", "el {a} y el {b} de {P} quieren {v} el {c} antes del {d}", "abrir cerrar reparar vender pintar contar mover guardar construir medir", "El"),
    "it": ("consiglio mugnaio ponte traghetto porto contadino maestro custode strada fiume mercato scuola torre campo barca inverno sindaco motore postino finestra", "il {a} e il {b} di {P} vogliono {v} il {c} prima del {d}", "aprire chiudere riparare vendere dipingere contare spostare tenere costruire misurare", "Il"),
    "ru": ("совет мельник мост паром порт фермер учитель сторож дорога река рынок школа башня поле лодка зима мэр мотор письмо окно", "{a} и {b} из посёлка {P} решили {v} {c} раньше, чем {d}", "открыть закрыть починить продать покрасить сосчитать передвинуть сохранить построить измерить", "Вчера"),
    "tr": ("meclis değirmenci köprü vapur liman çiftçi öğretmen bekçi yol nehir pazar okul kule tarla kayık kış başkan motor mektup pencere", "{P} köyünden {a} ile {b} bu yıl {c} ve {d} için {v} istiyor", "açmak kapatmak onarmak satmak boyamak saymak taşımak tutmak kurmak ölçmek", "Dün"),
}  # fmt: skip
PLACES = "Arden Brackwater Colne Dunmore Elmet Farrow Garsdale Hexby Ilkton Jarrow".split()
FIRST, LAST = (
    "Ada Bram Cora Dirk Elsa Finn Greta Hugo Ines Jonas".split(),
    "Allery Birkett Coll Dunnock Erland Fennick Gale Harcourt Moyle Tresk".split(),
)
_WORD = re.compile(r"\w+")


class Writer:
    """Writes articles of one outlet: the text, and the words of its notices."""

    def __init__(self, outlet: str, seed: int) -> None:
        self.outlet, self.about = outlet, OUTLETS[outlet]
        self.random = random.Random(f"{outlet} {seed}")
        self.nouns, self.sentence_form, self.verbs, self.opening = BANKS[self.about["language"]]
        # the same for every outlet, as a wire's story is
        wire = random.Random(7)
        self.wire = [[self.sentence(wire) for _ in range(4)] for _ in range(5)]

    def sentence(self, source: random.Random) -> str:
        nouns, verbs = self.nouns.split(), self.verbs.split()
        a, b, c, d = source.sample(nouns, 4)
        first = self.sentence_form.format(a=a, b=b, c=c, d=d, P=source.choice(PLACES), v=source.choice(verbs))
        e, f, g, h = source.sample(nouns, 4)
        second = self.sentence_form.format(a=e, b=f, c=g, d=h, P=source.choice(PLACES), v=source.choice(verbs))
        return f"{first[0].upper()}{first[1:]}, {source.randint(2, 99)} {g}, {second}."

    def title(self) -> str:
        words = self.random.sample(self.nouns.split(), 5)
        return f"{words[0].capitalize()} {words[1]} {self.random.choice(self.verbs.split())} {words[2]} {words[3]}"

    def person(self) -> str:
        return f"{self.random.choice(FIRST)} {self.random.choice(LAST)}"

    def article(self) -> tuple[str, str]:
        """Return the article and its notices, as text."""
        r = self.random
        if r.random() < 0.1:
            paragraphs = [" ".join(sentences) for sentences in self.wire]
        else:
            paragraphs = [" ".join(self.sentence(r) for _ in range(r.randint(1, 4))) for _ in range(r.randint(4, 10))]
        lines = list(paragraphs)
        if r.random() < 1 / 6:
            lines.insert(r.randint(2, len(lines)), r.choice(self.about["standing"]))
        if self.about["subheads"] and r.random() < 0.25:
            lines.insert(r.randint(1, len(lines) - 1), r.choice(self.about["subheads"]))
        head, tail, taken = [], [], []
        for notice in self.about["notices"]:
            if r.random() >= notice["share"]:
                continue
            text = notice["text"].format(
                person=self.person(),
                title=self.title(),
                n=r.randint(100, 999),
                year=r.randint(2015, 2022),
                date="3 May",
            )
            taken.append(text)
            place = notice["place"]
            if place == "inside":
                last = max(n for n, line in enumerate(lines) if line.endswith(".") and len(line) > 60)
                lines[last] = f"{lines[last]} {text}"
            elif place == "insert":
                lines.insert(r.randint(1, len(lines) - 1), text)
            else:
                (head if place == "head" else tail).append(text)
        day = f"{r.randint(1, 28)} March {r.randint(2015, 2022)}"
        top = [self.title(), f"{self.person()}", f"{self.outlet}, {day}"]
        return "\n\n".join([*top, *head, *lines, *tail]), "\n".join(taken)

    def articles(self, count: int) -> Iterator[tuple[str, str]]:
        return (self.article() for _ in range(count))


def words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def learn(outlet: str, count: int) -> tuple[str, int]:
    """Return the pack learnt from so many articles, and how many rules it has."""
    extractor, learner = Extractor(Options(removed=False, quotes=False)), Learner()
    for n, (text, _) in enumerate(Writer(outlet, 1).articles(count)):
        learner.add(extractor.draft(Source(text, f"{n}.txt")))
    found = list(rules(learner.proposals(), outlet))
    return pack_text(found, outlet, learner.articles, [outlet]), len(found)


def measure(outlet: str, pack: str, count: int) -> tuple[int, int, int]:
    """Return words removed, notices' words, and words that are both, over articles that learning has not seen."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "outlet.yaml"
        path.write_text(pack, encoding="utf-8")
        extractor = Extractor(Options(quotes=False), RuleBook.load([path]))
    removed = wanted = both = 0
    for n, (text, notices) in enumerate(Writer(outlet, 2).articles(count)):
        record = extractor.extract(Source(text, f"{n}.txt"))
        gone = words("\n".join(each.text for each in record.removed))
        gold = words(notices)
        removed, wanted, both = removed + gone.total(), wanted + gold.total(), both + (gone & gold).total()
    return removed, wanted, both


def main() -> None:
    """Print a line for each outlet and the whole, or time and memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--fresh", type=int, default=100)
    parser.add_argument("--memory", type=int, metavar="N")
    parser.add_argument("--show", metavar="OUTLET", help="print the pack of one outlet")
    given = parser.parse_args()
    if given.show:
        print(learn(given.show, given.articles)[0])
        return
    if given.memory:
        began = time.perf_counter()
        count = learn("Tarnbeck Mail", given.memory)[1]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{given.memory:,} articles: {count} rules, {time.perf_counter() - began:.0f} s, {peak:.0f} MB at most")
        return
    total = [0, 0, 0]
    for outlet in OUTLETS:
        pack, count = learn(outlet, given.articles)
        found = measure(outlet, pack, given.fresh)
        total = [a + b for a, b in zip(total, found, strict=True)]
        line = f"precision {found[2] / max(found[0], 1):.3f}  recall {found[2] / found[1]:.3f}"
        print(f"{outlet:26} {count:3} rules  {line}", flush=True)
    print(f"{'all':26} {'':9}  precision {total[2] / max(total[0], 1):.3f}  recall {total[2] / total[1]:.3f}")


if __name__ == "__main__":
    main()
