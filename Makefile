# make run starts the product, make test checks all of it. Everything they need is installed by make setup.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PY := .venv/bin/python
BIN := .venv/bin
STAMP := .venv/.stamps
QUIET_DJANGO := DJANGO_SETTINGS_MODULE=antoan.config.settings.keyless $(PY) -W ignore -m django
export UV_NO_PROGRESS := 1
# Bytecode is kept whatever the surroundings say: without it every process compiles two thousand files at its start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test bench lint format types layers migrations messages docs coverage peers java browser gateway clean

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk 'BEGIN{FS=":.*## "}{printf "  make %-12s %s\n",$$1,$$2}'

$(STAMP)/python: requirements.txt pyproject.toml
	@test -x $(PY) || python3 -m venv .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check "uv==0.13.9"
	@$(BIN)/uv pip install --quiet --python $(PY) --constraint requirements.txt -e ".[dev]"
	@mkdir -p $(STAMP) && touch $@

# Templates and Python files too: the style sheet keeps the classes they write.
WEB_SOURCES := $(shell find src/antoan/entrypoints/web -type f \( -path '*/assets/*' -o -path '*/templates/*' -o -name '*.py' \) 2>/dev/null)

$(STAMP)/assets: $(STAMP)/python package-lock.json tools/build_assets.py tools/trim_css.py tools/subset_fonts.py $(WEB_SOURCES)
	@$(PY) tools/build_assets.py
	@touch $@

$(STAMP)/messages: $(STAMP)/python $(wildcard src/antoan/locale/*/LC_MESSAGES/*.po)
	@$(BIN)/pybabel --quiet compile --domain django --directory src/antoan/locale
	@touch $@

$(STAMP)/peers: $(STAMP)/python
	@$(BIN)/uv pip install --quiet --python $(PY) --constraint requirements.txt -e ".[dev,peers]"
	@touch $@

setup: $(STAMP)/python $(STAMP)/assets $(STAMP)/messages ## Install everything the other targets need

run: setup ## Start the product with a demo city on http://127.0.0.1:8000
	@exec $(BIN)/antoan up --demo

test: setup peers java browser gateway lint types layers migrations messages ## Every check and test
	@$(BIN)/pytest -n 3 --dist loadgroup

coverage: setup peers java browser gateway ## The tests again, with what they did not reach (about twice as slow)
	@$(BIN)/pytest -n 2 --dist loadgroup --cov --cov-report=term:skip-covered

bench: setup peers gateway ## Measure, with a peer or a limit beside each figure
	@$(BIN)/antoan bench all

lint: $(STAMP)/python ## Format and lint checks
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check .

format: $(STAMP)/python ## Mend what can be mended
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

types: $(STAMP)/python ## Type checks
	@$(BIN)/mypy

layers: $(STAMP)/python ## Who may import whom
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

migrations: $(STAMP)/python ## Models and migrations agree
	@$(QUIET_DJANGO) makemigrations --check --dry-run

messages: $(STAMP)/messages ## Every Vietnamese text has its English
	@$(PY) tools/check_messages.py

docs: $(STAMP)/python ## Write the generated reference pages
	@$(PY) tools/write_reference.py

peers: $(STAMP)/peers ## What tests and measurements compare with: Spark, CAiMIRA, pandas

java: ## Java, from Debian, for Spark; without it the tests of Spark are skipped and say so
	@command -v java >/dev/null || (echo "Installing Java for Spark" && \
	  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends default-jre-headless) >/dev/null) \
	  || echo "Java could not be installed: the tests of Spark are skipped"

# Without the window around the page a journey takes a sixth less of a processor; where Debian has no such package, the whole browser.
browser: ## Chromium, from Debian, for the journeys
	@command -v chromium-headless-shell >/dev/null || (echo "Installing Chromium for the browser tests" && \
	  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium-headless-shell) >/dev/null) \
	  || command -v chromium >/dev/null \
	  || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null

gateway: ## Kannel, an SMS gateway with a fake operator, from Debian, for the tests of messages
	@test -x /usr/lib/kannel/test/fakesmsc || (echo "Installing Kannel for the tests of messages" && \
	  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends kannel kannel-extras) >/dev/null)

clean: ## Remove what set-up made (the data in .data stays)
	rm -rf .venv node_modules
