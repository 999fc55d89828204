"""Explain: what an extraction did with a source, shown stretch by stretch.

In: a finished draft with its Page. Out: a View (rows of the source with what each was taken for, decisions with their
candidates, statements), which `terminal` prints and `html` makes a page of.
"""
