"""Write `karabakh_extract/data/regions.yaml`: names of countries, parts of the world and disputed territories.

Country and area names come from the Unicode CLDR (Unicode licence v3) as the Babel package ships it; what CLDR lacks
(disputed territories, areas as newsrooms name them) stands in
regions_extra.txt. Run after `pip install babel`:

    python benchmarks/make_regions.py >karabakh_extract/data/regions.yaml
"""

from pathlib import Path

import babel
import yaml

LANGUAGES = ["en", "fr", "de", "es", "it", "pt", "ru", "uk", "tr", "az", "hy", "ka", "ar", "fa", "pl", "nl", "ro"]
EXTRA = Path(__file__).with_name("regions_extra.txt").read_text(encoding="utf-8")


def names() -> list[str]:
    """Return all names, folded to lower case, sorted."""
    found = {name.strip().lower() for name in EXTRA.replace("\n", " ").split(";")}
    for language in LANGUAGES:
        for code, name in babel.Locale(language).territories.items():
            if code not in ("001", "ZZ", "XA", "XB", "EZ", "UN", "QO"):
                found.add(name.lower())
                found.add(name.split(" (")[0].lower())
    return sorted(name for name in found if name)


if __name__ == "__main__":
    print("# Countries, parts of the world, disputed territories, lower case, in 17 languages.")
    print(
        "# Made by benchmarks/make_regions.py from the Unicode CLDR (Unicode licence v3), with additions named there."
    )
    print(yaml.safe_dump({"regions": names()}, allow_unicode=True, width=100000), end="")
