# Essaim, by command. “make help” lists them.
# PORT (8000), HOST (127.0.0.1), DATA_DIR (./var) and every variable of .env.example are taken from the environment.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
BIN := .venv/bin
STAMPS := .venv/.stamps
# Node last: the machine's own node first, else the one that scripts/npm.sh puts in .venv.
export PATH := $(PATH):$(CURDIR)/$(BIN)

# Each command starts several processes: what the first one compiles serves the others.
unexport PYTHONDONTWRITEBYTECODE

# What production looks like, for the checks that only make sense there.
PRODUCTION := env -u DATABASE_URL -u REDIS_URL -u EMAIL_URL -u STORAGE_BUCKET DEBUG=0 \
  SECRET_KEY=checks-only-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP \
  ALLOWED_HOSTS=essaim.example BASE_URL=https://essaim.example
TEMPLATES = $(shell git ls-files -co --exclude-standard -- '*.html')
LOCK := --universal --python-version=3.11 --generate-hashes --no-emit-index-url --quiet

# Tests: make test ARGS="tests/learning -k quiz". A whole run also measures that rules and actions are covered.
ARGS :=
COVERAGE := $(if $(ARGS),,--cov --cov-report=term:skip-covered)
# and is shared by two workers, each with its database; journeys are together on one (tests/conftest.py).
WORKERS := $(if $(ARGS),,-n 2)

.PHONY: help install run test check bench load items kill lock assets messages format clean catalogue

help: ## list the commands
	@echo "Essaim. The commands:"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- Installation. Each step leaves a stamp: a second run does nothing. No “pip install -e .” is needed:
# manage.py, pytest and scripts/run.py put platform/ on the path themselves.

$(STAMPS)/python: requirements.txt requirements-uv.txt scripts/install_python.sh
	@echo "Installing Python packages…"
	@scripts/install_python.sh requirements.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/python-dev: requirements-dev.txt $(STAMPS)/python
	@echo "Installing the tools of tests and checks…"
	@scripts/install_python.sh requirements-dev.txt
	@touch $@

$(STAMPS)/node: package-lock.json .npmrc scripts/npm.sh | $(STAMPS)/python
	@echo "Installing fonts and icons…"
	@scripts/npm.sh ci --silent --ignore-scripts $(if $(wildcard $(STAMPS)/node-dev),,--omit=dev)
	@touch $@

$(STAMPS)/node-dev: package-lock.json .npmrc scripts/npm.sh | $(STAMPS)/python
	@echo "Installing the checkers of pages…"
	@scripts/npm.sh ci --silent --ignore-scripts
	@touch $@ $(STAMPS)/node

$(STAMPS)/system: scripts/install_system.sh
	@scripts/install_system.sh chromium gettext poppler qpdf
	@mkdir -p $(STAMPS) && touch $@

install: $(STAMPS)/python $(STAMPS)/node ## install what the platform needs, into .venv and node_modules
	@$(MAKE) assets catalogue

assets: $(STAMPS)/python $(STAMPS)/node ## copy fonts and icons to platform/static/vendor
	@$(BIN)/python scripts/build_assets.py

catalogue: $(STAMPS)/python
	@$(BIN)/python scripts/translate.py --compile

DEV := $(STAMPS)/python-dev $(STAMPS)/node-dev $(STAMPS)/system

run: install ## run the site and its worker at http://localhost:8000/; Ctrl-C stops both (RELOAD=1: as you edit)
	@exec $(BIN)/python scripts/run.py

# --- Quality

test: install $(DEV) ## run the tests; ARGS="tests/learning -k quiz" for some
	@$(BIN)/python -m pytest $(WORKERS) $(COVERAGE) $(ARGS)

check: install $(DEV) ## run the linters, the import contracts and Django's own checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djhtml --check --tabwidth 2 $(TEMPLATES)
	PYTHONPATH=platform:. $(BIN)/lint-imports --no-cache --no-logo
	$(PRODUCTION) DATA_DIR=$$(mktemp -d) $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(PRODUCTION) DATA_DIR=$$(mktemp -d) $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python scripts/check_messages.py
	$(BIN)/python scripts/check_hosts.py

format: $(DEV) ## put code and templates into shape
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .
	-$(BIN)/djhtml --tabwidth 2 $(TEMPLATES)

bench: install ## measure pages, queries and certificates
	@$(BIN)/python benchmarks/run.py $(ARGS)

load: install ## send a quiz as 300 learners at once, against two web processes; DATABASE_URL is honoured
	@$(BIN)/python benchmarks/load.py

items: install ## time what 100,000 answers say of their questions, and its memory
	@$(BIN)/python benchmarks/items.py

kill: install ## kill the worker at random moments in 200 batches of certificates, and check each; ARGS=--runs=20
	@$(BIN)/python benchmarks/kill.py $(ARGS)

messages: install $(DEV) ## bring the French catalogue in line with the code: new strings in, unused ones out
	@$(BIN)/python scripts/check_messages.py --update

lock: $(STAMPS)/python ## renew the locks from pyproject.toml; ARGS=--upgrade takes newer versions
	$(BIN)/uv pip compile $(LOCK) $(ARGS) --output-file=requirements.txt pyproject.toml
	$(BIN)/uv pip compile $(LOCK) $(ARGS) --extra=dev --constraints=requirements.txt --output-file=requirements-dev.txt pyproject.toml
	$(BIN)/uv pip compile $(LOCK) $(ARGS) --no-header --group=uv --output-file=requirements-uv.txt
	$(BIN)/uv pip compile $(LOCK) $(ARGS) --no-header --group=node --output-file=requirements-node.txt
	scripts/npm.sh install --package-lock-only --ignore-scripts

clean: ## remove what was installed or made; DATA_DIR is kept
	rm -rf .venv node_modules platform/static/vendor .pytest_cache .ruff_cache .import_linter_cache .hypothesis \
	  .coverage htmlcov test-results build dist *.egg-info locale/fr/LC_MESSAGES/django.mo
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
