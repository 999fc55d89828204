"""Runs over dumps, unattended. Everything that lasts is here: parts and markers, ledger, workers, rejects, reports."""
