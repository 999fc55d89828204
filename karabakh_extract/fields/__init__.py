"""From header, label and notice lines to values: one file a field, candidates with their origin in, one decision out."""
