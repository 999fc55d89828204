"""Paragraphs of the body that the source sets off as quotations without marks: `<blockquote>`.

In: a finished Page. Out: where such stretches stand in its body, for those who look for statements.
"""

from karabakh_extract.page.page import Page

SetOff = tuple[tuple[int, int], ...]
"""A quotation over one or several paragraphs: (start, end) of each in the body."""


def set_off(page: Page) -> list[SetOff]:
    """Return the quotations set off, in order; paragraphs that follow each other make one."""
    if all(block.role != "quote" for block in page.blocks):
        return []
    found: list[SetOff] = []
    at, open_ = 0, False
    for n, block in enumerate(page.blocks):
        pieces = page.rest(n) if block.role != "furniture" and block.text else []
        if not pieces:
            continue
        at += len(block.glue) if at else 0
        size = sum(end - start for start, end in pieces) + len(pieces) - 1
        if block.role == "quote":
            found[-1:] = [(*found[-1], (at, at + size))] if open_ else [*found[-1:], ((at, at + size),)]
        open_ = block.role == "quote"
        at += size
    return found
