"""What the rules take: claims, and the hits they are made from."""

from msgspec import Struct

from karabakh_extract.boilerplate.needs import Plan


class Claim(Struct, frozen=True, gc=False):
    """A stretch of one block that a rule takes out; `start` and `end` count code points of the block's clean text.

    Claims of one stretch that goes over several blocks share `group`. `slots` says where the captured parts of the
    phrase stand in this block, `gives` which record field each slot is a value for (field → slot).
    """

    block: int
    start: int
    end: int
    kind: str
    rule: str
    group: int
    slots: dict[str, tuple[int, int]]
    gives: dict[str, str]


class Hit(Struct, frozen=True, gc=False):
    """A phrase found in a block, in code points: the phrase itself (`start:end`), how far its rule extends
    (`low:high`), where the slots stand, how far the phrase may be cut back when a slot ends it (`least`), and whether
    another notice that begins within `low:high` ends this one (`runs_on`)."""

    block: int
    start: int
    end: int
    low: int
    high: int
    least: int
    plan: Plan
    slots: dict[str, tuple[int, int]]
    runs_on: bool

    @property
    def kind(self) -> str:
        """The kind of its rule."""
        return self.plan.kind

    def takes_all(self, text: str, block: int) -> bool:
        """Say whether the hit has all of `block`, whose text is given, and no other notice can end it."""
        return self.block == block and not self.low and self.high == len(text) and not self.runs_on

    def values(self) -> dict[str, str]:
        """Return the record fields that the hit has a value for (field → slot)."""
        return {path: slot for path, slot in self.plan.rule.gives.items() if slot in self.slots}
