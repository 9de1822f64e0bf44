# Two commands matter: `make run` and `make test`. Both work from a fresh tree with Python 3.11 or newer.
PYTHON ?= python3
PORT ?= 5000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
CLI := $(BIN)/python -m app.cli
# Debian's package, where we may install it; elsewhere one line that says what is missing.
need = { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq --no-install-recommends $(1) >/dev/null; } || { echo 'Missing: $(1). Install it (Debian: apt-get install $(1)) and run this again.' >&2; exit 1; }

.PHONY: help run test check lint golden audit interop pictures bench format lock browser servers clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1  /'

run: $(VENV)/run ## Start the check on this machine, at http://127.0.0.1:5000 (PORT=5055 for another port)
	$(CLI) run --host 127.0.0.1 --port $(PORT)

# The judgement, the content and FHIR are measured line by line; the pages are held by whole visits and by browsers.
MEASURED := tests/core tests/content tests/exchange tests/pack
COVERAGE := --cov=app.core --cov=app.content --cov=app.exchange --cov-branch --cov-fail-under=95
PYTEST := $(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

test: lint browser ## Everything that lands: what `make check` does, coverage, the browser, the wheel
	$(PYTEST) $(MEASURED) $(COVERAGE) -m "not audit"
	$(PYTEST) $(addprefix --ignore=,$(MEASURED)) -m "not audit"

check: lint ## The inner loop: style, types, layers, content, all tests but browser, wheel and slow ones
	$(PYTEST) -m "not browser and not package and not slow and not audit"

lint: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(CLI) content check

audit: $(VENV)/audit browser servers benchmarks/node_modules ## The slow judges, and all that `make test` samples; figures go into docs/
	WHOLE=1 $(PYTEST)
	$(CLI) content prove
	$(BIN)/python -m benchmarks.html
	$(BIN)/python -m benchmarks.lighthouse
	$(BIN)/python -m benchmarks.observatory
	$(BIN)/python -m benchmarks.fhir
	$(BIN)/bandit -q -r app
	mkdir -p dist && $(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible -o dist/sbom.cdx.json
	$(BIN)/mutmut run
	$(BIN)/mutmut results

interop: $(VENV)/dev browser dist/lforms ## Our FHIR in the form renderer that clinics use most (LHC-Forms), there and back
	$(BIN)/python -m benchmarks.interop

pictures: $(VENV)/dev browser ## Take the two pictures of the README anew
	$(BIN)/python -m benchmarks.pictures

bench: $(VENV)/bench servers dist/lforms dist/others ## Figures of speed and of understanding; they go into docs/
	$(BIN)/python -m benchmarks.medicine_names
	@command -v wrk >/dev/null || $(call need,wrk)
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.load

golden: $(VENV)/dev ## Record the golden pages anew, after a change that is meant; a refactor never needs it
	$(BIN)/python -m tests.golden

format: $(VENV)/dev ## Mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## Resolve the lock files anew (needs uv); install them into an empty 3.11 environment before you commit them
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --group dev -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header -q -o requirements-dev.lock
	uv pip compile pyproject.toml --group audit -c requirements-dev.lock --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header -q -o requirements-audit.lock
	uv pip compile pyproject.toml --group bench -c requirements-dev.lock --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header -q -o requirements-bench.lock

clean: ## Remove what these commands made
	rm -rf $(VENV) dist mutants benchmarks/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Missing: Python 3.11 or newer (make PYTHON=python3.12 ...).' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); $(call need,python3-venv); $(PYTHON) -m venv $(VENV); }

$(VENV)/run: requirements.lock | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements.lock
	@touch $@

$(VENV)/dev: requirements-dev.lock $(VENV)/run
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/audit: requirements-audit.lock $(VENV)/dev
	$(PIP) --require-hashes -r requirements-audit.lock
	@touch $@

$(VENV)/bench: requirements-bench.lock $(VENV)/dev
	$(PIP) --require-hashes -r requirements-bench.lock
	@touch $@

benchmarks/node_modules: benchmarks/package-lock.json
	@command -v npm >/dev/null || $(call need,npm)
	@command -v java >/dev/null || $(call need,default-jre-headless)
	cd benchmarks && npm install --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund
	@touch $@

# Its package cannot be installed (a dependency is nowhere to be had); the packed files are whole.
LFORMS := 58baee4e6f817159da7c2d2b480437fdc36a871bdc941531c811baf1ab9bfee85ad8d68af47f1965c1174d3b8e46e1b3cc2b74c1aedfbe1ba2799b5c0c874fcd
dist/lforms:
	@command -v npm >/dev/null || $(call need,npm)
	mkdir -p dist && cd dist && npm pack --silent lforms@40.1.3
	echo "$(LFORMS)  dist/lforms-40.1.3.tgz" | sha512sum --check --quiet
	mkdir $@ && tar xzf dist/lforms-40.1.3.tgz -C $@ --strip-components=3 package/dist/lforms

# What others publish, to weigh it.
dist/others:
	@command -v npm >/dev/null || $(call need,npm)
	mkdir -p dist && cd dist && npm pack --silent survey-core@3.1.1 govuk-frontend@6.6.0 nhsuk-frontend@10.6.1
	for name in survey-core-3.1.1 govuk-frontend-6.6.0 nhsuk-frontend-10.6.1; do \
	  mkdir -p $@/$${name%-*} && tar xzf dist/$$name.tgz -C $@/$${name%-*} --strip-components=1; done

servers:
	@command -v nginx >/dev/null || $(call need,nginx-light)
	@command -v redis-server >/dev/null || $(call need,redis-server)

browser:
	@command -v chromium >/dev/null || $(call need,chromium)
	@command -v zbarimg >/dev/null || $(call need,zbar-tools)
	@test -d /usr/share/fonts/truetype/noto -a -d /usr/share/fonts/truetype/roboto || $(call need,fonts-noto-core fonts-roboto)
