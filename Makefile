# Commands for a machine with Python 3.11 to 3.13, make and git. The README gives the plain commands beside them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
N ?= 2
PORT ?= 8501
SHARE ?= 1
PYTEST = $(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder
COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --universal --no-annotate --custom-compile-command "make lock"

.PHONY: run dev class check test quick faults class-on-postgres bench cluster bundle fuzz audit lock clean

run: $(VENV)/run
	$(BIN)/streamlit run app.py

dev: $(VENV)/run
	$(BIN)/streamlit run app.py --server.fileWatcherType=auto --client.showErrorDetails=full --client.toolbarMode=developer

class: $(VENV)/run
	$(BIN)/python -m deploy.class_start $(N) --port $(PORT)

check: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/oxlint

test: check
	$(BIN)/python tests/browser/provide.py
	$(PYTEST)

quick: check
	$(PYTEST) --quick tests/unit tests/pages

# The class board's browser test on PostgreSQL, where its programs are installed
class-on-postgres: $(VENV)/dev
	DLPLAY_TEST_ON=postgres $(PYTEST) tests/browser/test_class.py

faults: $(VENV)/dev
	$(BIN)/python -m pytest tests/faults

bench: $(VENV)/dev
	$(BIN)/python tests/browser/provide.py
	$(BIN)/python -m benchmarks

bundle: $(VENV)/run
	$(BIN)/python -m deploy.bundle

fuzz: $(VENV)/dev
	$(BIN)/python -m tests.fuzz --share $(SHARE)

# Known weaknesses of what is installed: it asks the internet, and is no part of `make test`. The longer list has all of
# the other one, and the driver of PostgreSQL, which the images have too.
audit: $(VENV)/dev
	$(BIN)/uv tool run pip-audit==2.10.1 --requirement requirements-dev.txt --no-deps --disable-pip

cluster: $(VENV)/dev
	$(BIN)/python tests/browser/provide.py
	$(BIN)/python -m benchmarks cluster

lock: $(VENV)/dev
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --group dev --constraint requirements.txt --output-file requirements-dev.txt

$(VENV)/run: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV)
