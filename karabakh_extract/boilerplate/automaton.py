"""A parsed phrase and the words of a block in, where the phrase stands and what its slots hold out.

A set of positions is an integer; a step is a look-up and an "and". There are no loops in a phrase, so a match is never
longer than its positions and a search takes time linear in the text. Steps are worked out when first needed: few of the
phrases a program knows are ever run.
"""

from msgspec import Struct

from karabakh_extract.boilerplate import tokens as tk
from karabakh_extract.boilerplate.phrases import GAP, SLOTS, WIDE, Phrase, bits, union
from karabakh_extract.boilerplate.tokens import Tokens

_MEMO = 4096
"""Sets of positions remembered with what may come next; a phrase meets a few dozen in its life."""


class Found(Struct, frozen=True, gc=False):
    """A match: indexes of its first word and of the word after its last, where each slot stands (likewise), and the
    index up to which words are needed: where a slot ends the match, its first word will do."""

    start: int
    end: int
    slots: dict[str, tuple[int, int]]
    least: int


class Automaton:
    """Runs one phrase."""

    def __init__(self, text: str) -> None:
        self.phrase = phrase = Phrase(text, sought=False)
        self._literal: dict[str, int] = {}
        kinds: dict[int, int] = {}
        self._run_bits: dict[int, int] = {}
        self._gaps = self._wide = self._open = 0
        for position, word in enumerate(phrase.words):
            bit = 1 << position
            if word is not None:
                self._literal[word] = self._literal.get(word, 0) | bit
                continue
            label, run, kind = phrase.labels[position], phrase.runs[position], phrase.kinds[position]
            self._open |= bit
            kinds[kind] = kinds.get(kind, 0) | bit
            self._run_bits[run] = self._run_bits.get(run, 0) | bit
            if label == GAP:
                self._gaps |= bit
            elif label in WIDE:
                self._wide |= bit
        self._kinds = list(kinds.items())  # kinds asked for, positions that ask for them
        self._steps: dict[tuple[int, int], int] = {}

    def starts(self, tokens: Tokens) -> list[int]:
        """Return the words at which a match can begin, in order: for a slot, those that begin a sentence."""
        phrase = self.phrase
        if phrase.may_start == "any":
            return [index for index in range(len(tokens)) if index == 0 or tokens.before[index] == tk.STOP]
        found = {place for word in phrase.first_words for place in tokens.places(word)}
        return sorted(found | tokens.addresses if phrase.may_start == "address" else found)

    def match(self, tokens: Tokens, start: int) -> Found | None:
        """Return the longest match that begins with the word at `start`."""
        literal, opened, steps = self._literal, self._open, self._steps
        words, before = tokens.words, tokens.before
        last, size = self.phrase.last, len(words)
        state = self.phrase.first
        states: list[int] = []
        end, index = -1, start
        while True:
            mask = literal.get(words[index], 0)
            if state & opened:
                kind = tokens.kind(index)
                for asked, positions in self._kinds:
                    if asked & kind:
                        mask |= positions
            state &= mask
            if not state:
                break
            states.append(state)
            index += 1
            if state & last:
                end = index
            if index == size:
                break
            level = before[index]
            step = steps.get((level, state))
            state = self._step(level, state) if step is None else step
        if end < 0:
            return None
        if not self.phrase.slots:
            return Found(start, end, {}, end)
        return self._captured(tokens, start, states[: end - start])

    def stands(self, tokens: Tokens) -> bool:
        """Say whether the phrase stands anywhere."""
        return any(self.match(tokens, start) for start in self.starts(tokens))

    def _step(self, level: int, state: int) -> int:
        if len(self._steps) > _MEMO:
            self._steps.clear()
        found = self._steps[level, state] = union(self._after(level, position) for position in bits(state))
        return found

    def _after(self, level: int, position: int) -> int:
        """Return the positions that may come next across punctuation of strength `level`: a slot or gap holds only so
        much of it, no gap touches the end of a sentence, and two wide slots side by side want some."""
        phrase = self.phrase
        following = phrase.after[position]
        run = phrase.runs[position]
        if not run:
            return following & ~self._gaps if level > tk.COLON else following
        own = following & self._run_bits[run]
        others = following ^ own
        label = phrase.labels[position]
        if label == GAP:
            return following if level <= tk.COMMA else others if level == tk.COLON else 0
        if level > tk.COLON:
            others &= ~self._gaps
        if level < tk.COMMA and label in WIDE:
            others &= ~self._wide
        return others | own if level <= SLOTS[label].holds else others

    def _captured(self, tokens: Tokens, start: int, states: list[int]) -> Found:
        """Walk back through the states of a match to see where its slots stand."""
        phrase = self.phrase
        allowed, runs = phrase.last, dict[int, tuple[str, int, int]]()
        for offset in range(len(states) - 1, -1, -1):
            possible = states[offset] & allowed
            # words and narrow slots before names: "2009-2022 Lowland Post" has two years and a name
            narrow = possible & ~self._wide
            position = (narrow or possible & -possible).bit_length() - 1
            index = start + offset
            if run := phrase.runs[position]:
                runs[run] = (phrase.labels[position], index, runs[run][2] if run in runs else index + 1)
            if offset:
                level = tokens.before[index]
                candidates = phrase.before[position] & states[offset - 1]
                allowed = union(1 << p for p in bits(candidates) if self._after(level, p) >> position & 1)
        found: dict[str, tuple[int, int]] = {}
        for _, (slot, first, end) in sorted(runs.items()):
            if slot != GAP:
                found.setdefault(slot, (first, end))
        end = start + len(states)
        least = next((first + 1 for slot, first, high in runs.values() if high == end and slot != GAP), end)
        return Found(start, end, found, least)
