# The two commands of the README: `make site` and `make test`. Needs Python 3.12 or later and make, nothing else.
.PHONY: site test serve lint floors lock clean

PYTHON ?= $(shell for p in python3.12 python3.13 python3.14 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin

site: .venv/installed
	@$(BIN)/briefingbook build

serve: .venv/installed
	@$(BIN)/briefingbook serve

test: .venv/installed
	@$(BIN)/python -m pytest

lint: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

floors: .venv/installed
	$(BIN)/python -m bench --check

# The environment is made once and again when the lock changes; a half-made one has no `installed` and is made anew.
.venv/installed: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "briefingbook needs Python 3.12 or later: install it from https://www.python.org/downloads/ or your package manager"; exit 1; }
	@echo "installing the locked dependencies into .venv (once, about a minute)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Resolve anew; commit the result. The lock names no index, so that it works with any mirror.
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.12 --generate-hashes --upgrade \
		--custom-compile-command "make lock" --quiet -o requirements.lock

clean:
	rm -rf .cache site .venv
