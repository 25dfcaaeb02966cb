# The two commands a newcomer needs: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= data

.PHONY: run test check audit bench screenshots lint format clean

run: $(VENV)/.installed ## the dashboard on http://127.0.0.1:8501, with demo data where there are none
	$(BIN)/python -m dashboard --data $(DATA)

test: $(VENV)/.installed-dev ## the whole suite
	$(BIN)/python -m pytest -n auto --dist loadscope

check: lint audit test ## every gate: format, lint, import contract, known weaknesses, tests

lint: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m tests.lint_sql
	$(BIN)/lint-imports

audit: $(VENV)/.installed-dev ## known weaknesses of the pinned packages, where there is a network
	$(BIN)/python -m tests.audit

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.installed-dev ## the figures of docs/speed.md, measured on this machine
	$(BIN)/python -m tests.bench

screenshots: $(VENV)/.installed-dev ## a picture of every page into screenshots/
	$(BIN)/python -m tests.browser.screenshots

$(VENV)/.installed: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.installed-dev: requirements.txt requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) screenshots .bench .hypothesis .ruff_cache .import_linter_cache
