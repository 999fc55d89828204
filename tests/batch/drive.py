"""A run in a process of its own: `python drive.py JSON`, with what a Request takes. Prints how it went as JSON."""

import json
import sys

from karabakh_extract.batch.outcome import common_root
from karabakh_extract.batch.request import Request, Watcher
from karabakh_extract.batch.run import run
from karabakh_extract.batch.settings import Settings


class Teller(Watcher):
    def __init__(self):
        self.without = []

    def article(self, article, outcome):
        if outcome.status in ("failed", "rejected"):
            self.without.append([outcome.name, outcome.reason])

    def say(self, text):
        print(text, file=sys.stderr)


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    settings = Settings(part_articles=asked.pop("part_articles"), root=common_root(asked["words"]))
    teller = Teller()
    summary = run(Request(settings=settings, **asked), teller)
    total = summary.counts.total()
    told = {"records": total.records, "rejected": total.rejected, "without": sorted(teller.without)}
    print(json.dumps(told | {"parts": sorted(summary.parts), "ended_by": summary.ended_by}))
