# Wraps `python -m kdanalysis`; on Windows run those commands directly (see README.md).
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
CODE := src tests benchmarks hatch_build.py
# What touches every dependency: run with the lowest versions that pyproject.toml states.
SMOKE := tests/cli/test_help.py tests/cli/test_usage_errors.py tests/evidence/test_*.py \
	tests/evidence/figures/test_expenditure.py tests/evidence/figures/test_prices.py \
	tests/evidence/figures/test_purchases.py tests/evidence/figures/test_quoted.py \
	tests/expenditure/test_projection.py tests/house/test_smoke.py tests/procurement/inputs/test_csv.py \
	tests/render/test_annex.py tests/render/test_browser.py::test_axe_would_find_a_fault \
	tests/render/test_documents.py tests/render/test_execution.py \
	tests/render/test_site.py::test_a_second_run_does_and_touches_nothing \
	tests/render/test_stored.py::test_a_run_notebook_makes_no_difference \
	tests/render/test_stored.py::test_the_notebooks_are_in_their_stored_form \
	tests/report/charts/test_charts.py tests/report/charts/test_interactive.py \
	tests/report/drivers/test_projection.py tests/report/test_screen.py \
	tests/sources/statbank/test_client.py tests/sources/statbank/test_parsing.py \
	tests/sources/workbook/test_template.py tests/tables/test_*.py
# Told by CI: following every line makes the tests half as long again (a fourth with Python 3.14, whose
# interpreter tells of lines by itself).
COVERAGE :=
# Where everything is installed already, the reports need no installation of their own.
READY := $(if $(wildcard $(VENV)/full),$(VENV)/full,$(VENV)/lean)

.PHONY: report test test-quick check-code unit lowest smoke lock wheels clean

report: $(READY) ## Install what the reports need and render every one from the repository's data
	$(BIN)/python -m kdanalysis refresh --offline

test: check-code unit ## Install everything and run all checks and tests

test-quick: $(VENV)/full ## Run the tests of what has changed, in 90 seconds (see tests/README.md)
	@$(BIN)/python -m tests.support.quick $(if $(SINCE),--since $(SINCE)) $(FILES)

check-code: $(VENV)/full
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/full
	$(BIN)/python -m pytest $(COVERAGE)

lowest: ## Run the smoke part of the tests with the lowest versions stated, in an environment of its own
	$(MAKE) --no-print-directory VENV=$(VENV)-lowest smoke

smoke: $(VENV)/lowest
	$(BIN)/ruff check $(CODE)
	$(BIN)/lint-imports >/dev/null
	PYTHONWARNINGS=ignore::DeprecationWarning \
		$(BIN)/python -m pytest -p tests.support.smoke --disable-warnings $(SMOKE)

$(VENV)/full: requirements.lock pyproject.toml
$(VENV)/lean: requirements-report.lock pyproject.toml
$(VENV)/lowest: requirements-lowest.lock pyproject.toml
	$(install)

$(VENV)/full $(VENV)/lean:
	$(install)
	$(BIN)/python -m kdanalysis notebooks setup

# Nothing is resolved and nothing is built but this project, whose build backend is locked too: what
# was released since the lock was made cannot matter. pip begins anew, as it would leave behind what a
# newer lock no longer names. Bytecode is compiled here: kernels start slowly where Python may not
# write it later.
ifdef UV
define install
	uv venv --quiet --allow-existing --python ">=3.11,<3.15" $(VENV)
	rm -f $(VENV)/full $(VENV)/lean $(VENV)/lowest
	uv pip sync --quiet --python $(BIN)/python --compile-bytecode --require-hashes --only-binary :all: $<
	uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	uv pip check --quiet --python $(BIN)/python
	$(BIN)/python -m compileall -q src
	touch $@
endef
else
define install
	@$(PYTHON) -c "import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 15) else \
		'Python 3.11 til 3.14 skal bruges; nævn den, fx: make $(MAKECMDGOALS) PYTHON=python3.14')"
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps --only-binary :all: -r $<
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m pip check
	$(BIN)/python -m compileall -q src
	touch $@
endef
endif

COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-emit-index-url --no-header --no-annotate

lock: ## Resolve the requirements anew, for all platforms, with extras, hashes and no addresses
	$(COMPILE) --extra build --extra test --extra lab --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra build --constraint requirements.lock \
		--output-file requirements-report.lock pyproject.toml
	$(COMPILE) --extra build --extra test --resolution lowest-direct \
		--output-file requirements-lowest.lock pyproject.toml
	$(MAKE) --no-print-directory wheels

SYSTEMS := windows x86_64-apple-darwin aarch64-apple-darwin x86_64-unknown-linux-gnu \
	aarch64-unknown-linux-gnu

wheels: ## Ask the index whether all that is locked installs on each system and Python without building
	@set -e; for system in $(SYSTEMS); do for version in 3.11 3.12 3.13 3.14; do \
		echo "$$system, Python $$version"; \
		uv pip install --quiet --dry-run --target build/none --python-platform $$system \
			--python-version $$version --no-deps --only-binary :all: --require-hashes \
			-r requirements.lock; done; done

clean: ## Remove everything a run makes
	rm -rf build
