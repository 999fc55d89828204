# Python 3.11 or newer and make are all that is needed; everything else goes into .venv, once.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
OUT := out

# the first of these that runs and is new enough; name another one with PYTHON=
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$name"; break; }; done)

.DEFAULT_GOAL := help
.PHONY: help run test test-slow lint fuzz bench samples data clean

help:  ## show this list
	@awk -F ':.*##' '/^[a-z-]+:.*##/ {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer found: name one with PYTHON=..." >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

run: $(STAMP)  ## convert the samples: to the terminal, and file by file into out/
	$(BIN)/karabakh-extract convert samples/
	$(BIN)/karabakh-extract convert samples/ -o $(OUT)/ --overwrite

test: $(STAMP)  ## run the tests (ARGS="-k yaml" to choose)
	$(BIN)/python -m pytest -n 4 --dist worksteal $(ARGS)

test-slow: $(STAMP)  ## run the long tests: storms, fuzzing, big inputs
	$(BIN)/python -m pytest -m slow $(ARGS)

lint: $(STAMP)  ## check style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# atheris has wheels for few versions of Python, so that it may not keep the others from their environment
$(VENV)-fuzz/.stamp: pyproject.toml
	"$(PYTHON)" -m venv $(VENV)-fuzz
	$(VENV)-fuzz/bin/python -m pip install --quiet --disable-pip-version-check -e . 'atheris>=2.3'
	@touch $@

fuzz: $(VENV)-fuzz/.stamp  ## look for inputs that break it, a million of them (ARGS="-runs=1000" for fewer, "-max_len=4000" for longer)
	mkdir -p $(OUT)/fuzz
	$(VENV)-fuzz/bin/python -m benchmarks.fuzz -runs=1000000 -timeout=20 -max_len=800 -artifact_prefix=$(OUT)/fuzz/ $(ARGS) \
		$(OUT)/fuzz tests/fuzz/seeds

bench: $(STAMP)  ## measure speed, memory and growth (ARGS="record --text FILE" to choose)
	$(BIN)/python -m benchmarks $(ARGS)

samples: $(STAMP)  ## renew the records of the samples; read their diff line by line
	$(BIN)/karabakh-extract convert $(patsubst samples/records/%.yaml,samples/%,$(wildcard samples/records/*.yaml)) \
		-o samples/records/ --overwrite

data: $(STAMP)  ## compile data/*.yaml to what the program reads
	$(BIN)/python -m karabakh_extract.data

clean:  ## remove everything that make has made
	rm -rf $(VENV) $(VENV)-fuzz $(OUT) build dist htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
