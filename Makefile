.DEFAULT_GOAL := help
PY := .venv/bin/python
STAMP := .venv/.ready

help: ## Show what each command does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(STAMP): requirements/dev.txt pyproject.toml tools/bootstrap.sh
	@bash tools/bootstrap.sh dev

run: $(STAMP) ## Prepare everything, load the sample year, serve on http://127.0.0.1:8000
	@bash tools/run.sh

demo: $(STAMP) ## Make the sample database anew in var/ (or where DATABASE_URL points)
	@$(PY) manage.py demo --fresh

test: $(STAMP) ## Run the test suite
	@$(PY) -m pytest -n auto -m "not journey"

lint: $(STAMP) ## Format check, lint, types, import layers
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy config tdkt tests tools bench
	@.venv/bin/lint-imports

bench: $(STAMP) ## Measure the speeds the project promises, as ratios in one run
	@$(PY) -m bench

journeys: $(STAMP) ## Walk the journeys in headless Chromium
	@bash tools/bootstrap.sh browser
	@$(PY) -m pytest -m journey -p no:xdist

law: $(STAMP) ## Read the whole rulebook strictly and run its scenarios
	@.venv/bin/tdkt law check

law-million: $(STAMP) ## Judge a million random careers alone and all at once: the answers must agree
	@$(PY) -m bench.law_million

lock: $(STAMP) ## Write the lock files anew from requirements/*.in
	@for f in main dev browser nation bench; do .venv/bin/uv pip compile -q --generate-hashes --no-header \
	  --python-version 3.11 requirements/$$f.in -o requirements/$$f.txt; done

ci: ## Everything that guards the main line
	@bash .ci/run

clean: ## Remove what was built; the data in var/ stays
	@rm -rf .venv static .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.PHONY: help run demo test lint bench journeys law law-million lock ci clean
