# `make demo` and `make test` do all the set-up on a fresh machine. Everything installs into .venv.
.DEFAULT_GOAL := help
.PHONY: help demo test unit lint fuzz evaluate bench bench-run bench-passes bench-memory bench-scaling bench-start lock clean
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
SPARK := .venv/.spark
BROWSER := .venv/.browser
EMULATOR := .venv/.emulator
SOURCES := pipeline tests

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	  || { echo "Veil needs Python 3.11, 3.12 or 3.13; set PYTHON=python3.11"; exit 1; }
	@echo "installing into .venv (about a minute)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e . 2>/dev/null
	@$(BIN)/python -m compileall -qq pipeline  # as pip does for what is not editable
	@touch $@

$(SPARK): $(STAMP) requirements-spark.lock
	@echo "installing PySpark for its tests (a minute, 460 MB)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-build-isolation --require-hashes -r requirements-spark.lock
	@command -v java >/dev/null \
	  || { apt-get update && apt-get install -y --no-install-recommends default-jre-headless; } >/dev/null 2>&1 \
	  || echo "no Java, and none could be installed: the tests of PySpark are skipped"
	@touch $@

$(BROWSER): $(STAMP) requirements-browser.lock
	@echo "installing a browser for the tests of the policy workbench (a minute, 400 MB)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-browser.lock
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	  || { apt-get update && apt-get install -y --no-install-recommends chromium; } >/dev/null 2>&1 \
	  || echo "no Chromium, and none could be installed: the tests in a browser are skipped"
	@touch $@

$(EMULATOR): $(STAMP)
	@command -v qemu-x86_64 >/dev/null \
	  || { apt-get update && apt-get install -y --no-install-recommends qemu-user; } >/dev/null 2>&1 \
	  || echo "no qemu-user, and none could be installed: the tests on emulated processors are skipped"
	@touch $@

demo: $(STAMP) ## make synthetic conversations, run the main job on them into out/demo, say where everything is
	@$(BIN)/veil demo --policy policies/eu-support-product-research.yaml --out out/demo

test: $(STAMP) $(SPARK) $(BROWSER) $(EMULATOR) lint ## everything CI runs
	@$(BIN)/python -m pytest -rs -m "not bench"

unit: $(STAMP) ## the quick tests alone
	@$(BIN)/python -m pytest -m "not bench and not slow"

lint: $(STAMP) ## ruff, mypy, import-linter, codespell
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/codespell pipeline tests policies README.md CHANGELOG.md

evaluate: $(STAMP) ## recall, clean and kept on every set that is there, beside the committed figures; UPDATE=1 writes them
	@$(BIN)/python -m tests.benchmarks.detection $(if $(UPDATE),--update)

fuzz: $(STAMP) ## coverage-guided fuzzing of every reader, a minute each (Linux on x86-64)
	@$(BIN)/python -m tests.fuzz.readers --seconds 60

bench: $(STAMP) ## speed and recall beside stock Presidio, on the labelled sets where they are there
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@$(BIN)/python -m tests.benchmarks.against_presidio

bench-run: $(STAMP) ## KB/s of text through a whole run with one worker, with and without start-up (a minute)
	@$(BIN)/python -m tests.benchmarks.whole_run

bench-passes: $(STAMP) ## speed of each pass of detection on one core, without the network
	@$(BIN)/python -m tests.benchmarks.passes

bench-memory: $(STAMP) ## peak memory over 30 MB and over 300 MB of conversations (half an hour)
	@$(BIN)/python -m tests.benchmarks.memory

bench-scaling: $(STAMP) ## one worker against two, median of three
	@$(BIN)/python -m tests.benchmarks.scaling

bench-start: $(STAMP) ## time until `veil --help` has answered, best of five
	@$(BIN)/python -m tests.benchmarks.start

lock: ## write the lock files again
	@$(BIN)/pip-compile --quiet --extra dev --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --no-annotate --strip-extras --allow-unsafe --no-header --output-file requirements.lock pyproject.toml
	@$(BIN)/pip-compile --quiet --extra dev --extra bench --constraint requirements.lock --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --no-annotate --strip-extras --allow-unsafe --no-header \
	  --output-file requirements-bench.lock pyproject.toml
	@$(BIN)/pip-compile --quiet --extra dev --extra spark --constraint requirements.lock --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --no-annotate --strip-extras --allow-unsafe --no-header \
	  --output-file requirements-spark.lock pyproject.toml
	@$(BIN)/pip-compile --quiet --extra dev --extra browser --constraint requirements.lock --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --no-annotate --strip-extras --allow-unsafe --no-header \
	  --output-file requirements-browser.lock pyproject.toml

clean: ## remove the environment and all output
	@rm -rf .venv out .mypy_cache .pytest_cache .ruff_cache .hypothesis
