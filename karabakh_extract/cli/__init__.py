"""The command line: options in, exit codes out; one file a command. No extraction logic lives here."""

NAME = "karabakh-extract"
