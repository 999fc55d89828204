"""Inputs become Sources: files, folders, globs, standard input; one at a time, held to a size limit."""
