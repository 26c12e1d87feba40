# Everything a person or CI runs. `make help` lists it.

PYTHON ?= python3
SERVE ?= 1
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= $(or $(ARCHSEARCH_SHARED),../shared)

.PHONY: help demo install test test-slow lint format quality bench bench-build generation clean bench-readers
.DEFAULT_GOAL := help

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "archsearch needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group lint --group test
	touch $@

install: $(VENV)/.installed  ## create .venv and install archsearch into it

demo: install  ## build index/ from data/holdings, search it, serve it (SERVE=0: don't serve)
	$(BIN)/archsearch index build data/holdings
	$(BIN)/archsearch search "Alihan Tore"
	@if [ "$(SERVE)" != 0 ]; then $(BIN)/archsearch serve; fi

lint: $(VENV)/.installed-test  ## format and style (ruff), types (mypy), import direction
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-test  ## rewrite the sources as `make lint` wants them
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

test: lint  ## install what the tests need (Chromium too, where it can) and run them
	scripts/install-chromium
	$(BIN)/python -m pytest -n auto -m "not slow"

test-slow: $(VENV)/.installed-test  ## the proofs that take minutes
	$(BIN)/python -m pytest -m slow

quality: $(VENV)/.installed-test  ## measure quality on gold data (DATA=DIR JSON=FILE ONLY=SET)
	$(BIN)/python -m benchmarks.quality --data $(or $(DATA),$(SHARED)/data) $(if $(JSON),--json $(JSON)) $(if $(ONLY),--only $(ONLY))

bench: $(VENV)/.installed-test  ## compare with the peers (HOLDINGS=FILE OUT=FOLDER SIZES="48000 200000", or ONLY=NAME)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group bench
	$(BIN)/python -m $(if $(ONLY),benchmarks.engines,benchmarks.run) $(or $(HOLDINGS),$(SHARED)/data/scale/bilingual-12k.jsonl.xz) $(or $(OUT),build/bench) $(if $(ONLY),"$(ONLY)",$(SIZES))

bench-build: $(VENV)/.installed-test  ## what a build, one of what is kept and an update take (HOLDINGS=FILE OUT=FOLDER DOCUMENTS="12000 48000" JOBS="1 2")
	$(BIN)/python -m benchmarks.building $(or $(HOLDINGS),$(SHARED)/data/scale/bilingual-12k.jsonl.xz) $(or $(OUT),build/bench-build) $(if $(DOCUMENTS),--documents $(DOCUMENTS)) $(if $(JOBS),--jobs $(JOBS))

generation: $(VENV)/.installed-test  ## keep a small index of this release as test data for the next ones
	$(BIN)/python -m tests.generations

bench-readers: $(VENV)/.installed-test  ## how fast each format is read, in how much memory (DATA=DIR)
	$(BIN)/python -m benchmarks.readers $(or $(DATA),$(SHARED)/data)

clean:  ## remove .venv and what was built
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
