# Every intention has one command; each works in a fresh clone with Python 3.11 or newer and make.
PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed

.PHONY: install serve assets build test test-long test-clients test-browser browser-parts test-harvest test-openapi benchmark check format terms lock system-packages

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "intmk-kg needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(STAMP)

serve: install
	@$(MAKE) --no-print-directory assets || echo "The query editor could not be built; its page keeps the plain form."
	$(BIN)/intmk-kg serve --host $(HOST) --port $(PORT)

# The query editor, out of npm's packages
EDITOR := intmk_kg/web/built/editor.js

assets: $(EDITOR)

$(EDITOR): $(STAMP) $(wildcard editor/*.js editor/*.css editor/*.json editor/build.py)
	$(BIN)/python editor/build.py
	touch $@

build: install
	$(BIN)/intmk-kg build

check: install
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/interrogate --quiet intmk_kg tests
	$(BIN)/intmk-kg format --check

# The Nu Html Checker, for the tests of the pages
CHECKER := build/html-checker/vnu.jar
CHECKER_VERSION := 26.9.27
CHECKER_SHA256 := 22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47

# Three processes on two cores, since many tests wait for a deadline
test: check browser-parts
	$(BIN)/python -m pytest --numprocesses 3 --dist worksteal

# The same requests at random as in `make test`, but many more of them
test-long: install
	$(BIN)/python -m pytest -m long

# Whether programs that people use find in our endpoint what we answer
CLIENTS := build/clients

test-clients: install $(CLIENTS)/installed
	$(BIN)/python -m pytest tests/clients

$(CLIENTS)/installed:
	mkdir -p $(CLIENTS)
	test -x $(CLIENTS)/python/bin/python || $(PYTHON) -m venv $(CLIENTS)/python
	$(CLIENTS)/python/bin/python -m pip install --quiet --disable-pip-version-check pandas==3.1.1 SPARQLWrapper==2.0.0
	npm install --silent --no-audit --no-fund --prefix $(CLIENTS) @comunica/query-sparql@5.4.1 node@22
	touch $@

# The pages in a real browser: journeys, keyboard, axe, valid HTML; pictures of them in build/screenshots/
test-browser: install browser-parts
	$(BIN)/python -m pytest tests/browser

browser-parts: install
	@$(MAKE) --no-print-directory --keep-going $(EDITOR) $(CHECKER) || echo "The tests of what could not be had are skipped."

$(CHECKER):
	mkdir -p $(@D)
	cd $(@D) && npm pack --silent vnu-jar@$(CHECKER_VERSION) >/dev/null
	tar --extract --gzip --file $(@D)/vnu-jar-$(CHECKER_VERSION).tgz --directory $(@D) --strip-components 3 package/build/dist/vnu.jar
	rm $(@D)/vnu-jar-$(CHECKER_VERSION).tgz
	echo "$(CHECKER_SHA256)  $@" | sha256sum --check --quiet || { rm $@; exit 1; }
	touch $@

# What the real harvester of CKAN makes of our catalogue; psycopg2 is compiled: system-packages has libpq-dev for it
HARVEST := build/harvest
CKAN := "ckan[requirements]==2.12.0" ckanext-dcat==2.4.4 ckanext-harvest==1.6.3

test-harvest: install $(HARVEST)/installed
	$(BIN)/python -m pytest tests/harvest

$(HARVEST)/installed:
	test -x $(HARVEST)/bin/python || $(PYTHON) -m venv $(HARVEST)
	$(HARVEST)/bin/python -m pip install --quiet --disable-pip-version-check $(CKAN)
	touch $@

# Schemathesis brings a plugin of pytest and a dozen packages, so it lives apart
OPENAPI := build/openapi

test-openapi: install $(OPENAPI)/installed
	$(BIN)/python -m pytest tests/web/test_openapi_schemathesis.py

$(OPENAPI)/installed:
	test -x $(OPENAPI)/bin/python || $(PYTHON) -m venv $(OPENAPI)
	$(OPENAPI)/bin/python -m pip install --quiet --disable-pip-version-check schemathesis==4.32.5
	touch $@

benchmark: install
	$(BIN)/python tests/benchmarks/compare.py
	$(BIN)/python tests/benchmarks/pages.py

format: install
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/intmk-kg format

terms: install
	$(BIN)/python -m intmk_kg.vocabulary.generate

lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --upgrade --output-file requirements.lock

system-packages:
	apt-get update --quiet=2
	apt-get install --yes --quiet=2 --no-install-recommends chromium curl default-jre-headless khal libpq-dev nginx nodejs r-base-core raptor2-utils rasqal-utils wrk
