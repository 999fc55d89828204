"""Files that hold several articles, a kind a file: each reads a stream and yields Sources, and an InputError in the
place of each that is damaged, too large or no article."""
