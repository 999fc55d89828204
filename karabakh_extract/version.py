"""The version of the program, in the one place that packaging and the record's `generator` read."""

__version__ = "0.1.0"
