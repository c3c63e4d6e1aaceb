# The two commands that matter are `make run` and `make test`; both set up first.
# PORT and VAR_DIR may be given: make run PORT=8001 VAR_DIR=/srv/second
PYTHON := .venv/bin/python
SERVICES := $(PYTHON) -m config.services exec --
# All the tests: a worker a core, each with its own services; a file stays together.
EVERY_TEST := --numprocesses auto --maxprocesses 4 \
	--dist loadfile --no-loadscope-reorder
.DEFAULT_GOAL := help
.PHONY: help run test test-unit test-faults coverage check format docs lock

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: ## Everything on this machine, at http://127.0.0.1:8000, until Ctrl-C
	@bin/setup run && exec $(PYTHON) -m config.supervisor

test: ## Every test; give ARGS="tests/unit -k clock" for some
	@bin/setup test && $(PYTHON) -m pytest $(or $(ARGS),$(EVERY_TEST))

test-unit: ## The fast tests alone
	@bin/setup test && $(PYTHON) -m pytest tests/unit $(ARGS)

test-faults: ## Kill web, worker, beat, broker and database 50 times each (long)
	@bin/setup test && FAULT_KILLS=50 $(PYTHON) -m pytest tests/integration/test_faults.py $(ARGS)

coverage: ## Every test, and which lines no test runs
	@bin/setup test && $(PYTHON) -m pytest --cov --cov-report=term-missing $(ARGS)

check: ## What .ci/run checks beside the tests
	@bin/setup test && bin/check

format: ## Rewrite the code in the one format
	@$(PYTHON) -m ruff check --fix . ; $(PYTHON) -m ruff format .

docs: ## Write the documents that are generated from the code
	@$(SERVICES) $(PYTHON) manage.py write_docs

UV_LOCK := $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-annotate --custom-compile-command "make lock"
lock: ## Lock the newest versions that the .in files and package.json allow
	$(UV_LOCK) --upgrade requirements-uv.in -o requirements-uv.txt
	$(UV_LOCK) --upgrade requirements-node.in -o requirements-node.txt
	$(UV_LOCK) --upgrade requirements.in -o requirements.txt
	$(UV_LOCK) --upgrade -c requirements.txt requirements-dev.in -o requirements-dev.txt
	npm install --package-lock-only
