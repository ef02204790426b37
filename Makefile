# Wraps `python -m kdanalysis`; on Windows run those commands directly (see README.md).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
CODE := src tests benchmarks

.PHONY: report test check-code unit lock clean

report: $(VENV)/installed ## Install what is missing and render every report from the repository's data
	$(BIN)/python -m kdanalysis refresh --offline

test: check-code unit ## Install what is missing and run all checks and tests

check-code: $(VENV)/installed
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/installed
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered

# Bytecode is compiled here: kernels start slowly where Python may not write it later.
$(VENV)/installed: requirements.lock pyproject.toml
ifdef UV
	uv venv --quiet --allow-existing --python ">=3.11" $(VENV)
	uv pip sync --quiet --python $(BIN)/python --compile-bytecode --require-hashes requirements.lock
	uv pip install --quiet --python $(BIN)/python --no-deps --editable .
else
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
endif
	$(BIN)/python -m compileall -q src
	touch $@

lock: ## Resolve the requirements anew, for all platforms, with hashes and without index addresses
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --no-annotate --extra test --extra lab --output-file requirements.lock pyproject.toml

clean: ## Remove everything a run makes
	rm -rf build
