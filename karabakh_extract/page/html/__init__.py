"""A web page into a Page: one tree, its paragraphs, the choice of the main text, and the page's own evidence."""
