# Two commands on a fresh machine with Python 3.11 and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := sh requirements/install.sh $(VENV)
# Two workers: more don't help, because tests of whole runs start workers of their own.
PYTEST ?= -n 2
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help setup setup-dev system demo test test-fast check format bench redteam lock clean

help:
	@echo "make demo       build the bundled sample case and open it in the browser"
	@echo "make test       install what tests need and run all of them"
	@echo "make test-fast  all tests of less than five seconds"
	@echo "make check      ruff, mypy and the direction of imports"
	@echo "make format     let ruff write what it can put right"
	@echo "make bench      speed beside peers, as ratios measured in one run"
	@echo "make setup      build .venv; the command is then .venv/bin/assay"
	@echo "make redteam    plant forgeries in CORPUS=FOLDER of genuine mail and measure the verdicts"
	@echo "make lock       pin requirements/*.in again"
	@echo "make clean      remove what was built"

setup: $(VENV)/.run

setup-dev: $(VENV)/.dev

system:
	@sh requirements/system.sh

demo: setup
	$(BIN)/assay demo

test: system setup-dev
	$(BIN)/pytest $(PYTEST)

test-fast: setup-dev
	$(BIN)/pytest $(PYTEST) -m "not slow"

check: setup-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: setup-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: setup-dev
	@sh requirements/system.sh bench
	$(BIN)/python bench/run.py

redteam: setup-dev
	@test -n "$(CORPUS)" || { echo "make redteam CORPUS=FOLDER [REDTEAM='--keys FILE --times 5 --list']"; exit 2; }
	$(BIN)/python bench/redteam "$(CORPUS)" $(REDTEAM)

# After a change of requirements/*.in. Records names, versions and hashes, never where they were downloaded from.
lock: $(VENV)/pyvenv.cfg
	for name in run build dev; do $(BIN)/uv pip compile --quiet --no-header --generate-hashes --no-emit-index-url \
		--python-version 3.11 --universal requirements/$$name.in -o requirements/$$name.txt; done

clean:
	rm -rf $(VENV) build dist demo-case bench/.data .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Assay needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 …")'
	$(PYTHON) -m venv $(VENV)
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml | $(VENV)/pyvenv.cfg
	$(INSTALL) --require-hashes -r requirements/run.txt
	$(INSTALL) --require-hashes -r requirements/build.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@
