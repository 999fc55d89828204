"""From header, label and notice lines to values: a file a field, candidates with their origin in, one decision out."""
