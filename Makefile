# Every target works on a fresh clone that has python3 (3.11 or newer) and make.
# `make` alone says what there is.

PYTHON ?= python3
WORKERS ?= 3
BIN := .venv/bin
PY := $(BIN)/python

# Installed again only when the lock has changed.
stamp = .venv/.$(1)-$(shell cksum < $(1).txt | tr ' ' '-')
name = $(shell echo '$(1)' | sed 's/-[0-9]*-[0-9]*$$//')
RUNTIME := $(call stamp,requirements)
DEMO := $(call stamp,requirements-demo)
DEV := $(call stamp,requirements-dev)

.PHONY: help demo run test check format bench storm week migrate new-migration lock clean
.DEFAULT_GOAL := help

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

demo: $(DEMO) ## a pretend Discord on this machine, with a page to try it (HEADLESS=1: a scripted day)
	$(PY) -m playground $(if $(HEADLESS),--headless)

run: $(RUNTIME) ## the real bot, from .env (see config.example.env)
	$(PY) -m bot run

migrate: $(RUNTIME) ## bring the database up to date
	$(PY) -m bot migrate

# The demo goes first and pytest last, so that a run ends with pytest's own closing line and the
# line that says what was really exercised.
test: check ## everything: checks, the scripted day, the whole test suite
	$(PY) -m playground --headless
	$(PY) -m pytest -n $(WORKERS)
	$(PY) -m tests.shown

check: $(DEV) ## format, lint, types, arrows between rooms, links of the docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(PY) -m tests.links

format: $(DEV) ## put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEV) ## each figure as a ratio to a baseline of the same run; writes benchmarks/results.json
	$(PY) -m benchmarks

storm: $(DEV) ## the long fault run: 100 kills, lost answers, 5xx
	$(PY) -m playground.storm

week: $(DEV) ## a week of the watch: 56 kills, sources that misbehave
	$(PY) -m playground.watch_week

new-migration: $(DEV) ## the change from the last migration to storage/tables.py: make new-migration m="why"
	$(PY) -m storage.migrations.new "$(m)"

lock: $(DEV) ## renew requirements*.txt from requirements*.in
	for name in requirements requirements-demo requirements-dev; do \
	  $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	    --no-emit-index-url --no-annotate --no-header $(UPGRADE) $$name.in -o $$name.txt || exit 1; \
	done

clean: ## remove what was made here; data/ stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11 …"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.requirements%: | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes \
	  -r requirements$(call name,$*).txt
	@rm -f .venv/.requirements$(call name,$*)-[0-9]*
	@touch $@
