# The five verbs of the project. Every target installs what it needs first; a second start is instant.
.DEFAULT_GOAL := help
.PHONY: help setup run test check accept bench score lock

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# The service needs server.lock alone; the checks and tests need dev.lock, which contains it.
SERVER := $(VENV)/.server
DEV := $(VENV)/.dev
# Without compiled files the installer is much faster; Python writes them on first use.
INSTALL := $(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /	/'

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(SERVER): requirements/server.lock pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --require-hashes --no-deps -r requirements/server.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

$(DEV): requirements/dev.lock $(SERVER)
	$(INSTALL) --require-hashes --no-deps -r requirements/dev.lock
	touch $@

setup: $(DEV) ## Install everything the service, the checks and the tests need

run: $(SERVER) ## Serve the demo province on http://127.0.0.1:8000 (PORT=…)
	MOTCUA_DEMO=1 $(BIN)/motcua up --port $(PORT)

test: $(DEV) ## Run the tests, and hold the rules and the ledger to full branch coverage
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses=auto --maxprocesses=4 --durations=40 --durations-min=5
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

# The checks look at the code as it would be deployed, away from anybody's data.
check: export MOTCUA_DATA := .data-test
check: export MOTCUA_DEMO := 0
check: export MOTCUA_HTTPS := 1
check: $(DEV) ## Formatting, lint, types, architecture, deployment settings, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djlint --quiet --lint motcua
	$(BIN)/python -m motcua.cli django check --deploy --fail-level WARNING
	$(BIN)/python -m motcua.cli django makemigrations --check --dry-run

accept: $(DEV) ## The heavy acceptance tests (hours of a province in minutes)
	$(BIN)/pytest tests/acceptance -p no:cacheprovider

bench: $(DEV) ## Measure, as ratios against floors of the same run
	$(BIN)/motcua bench

score: $(DEV) ## Score the report checker against reports with truth
	$(BIN)/python -m tests.checking.score

lock: ## Resolve the dependencies again (needs uv)
	uv pip compile -q pyproject.toml --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra server --group dev -o requirements/dev.lock
	uv pip compile -q pyproject.toml --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra server --group build -c requirements/dev.lock -o requirements/server.lock
