# The only command menu. `make demo` and `make test` do everything; the rest are their parts.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# What a warehouse and a site are made of: a file in worlds/, and everything made of it below data/$(WORLD).
WORLD ?= demo
PORT ?= 4000
# Simulated minutes that land in a minute with `make live`.
SPEED ?= 1
PY := .venv/bin/python
FOLDER := data/$(WORLD)
# Raw files elsewhere than the world's own: `make build WORLD=mine RAW=/path/to/raw`.
RAW ?= $(FOLDER)/raw
# Every result has a stamp that remembers what it was made from.
STAMPS := $(FOLDER)/stamps
IF_CHANGED = $(PY) -m scripts.run_if_changed --stamp $(1)
# The longest first.
TEST_WORLDS := demo gb-2018 dst-spring dst-autumn ci aemo-2022-01
# Unit tests bring their own rows: once, with the quickest world, is enough.
BUILD_FLAGS := $(if $(filter ci,$(WORLD)),,--exclude resource_type:unit_test)
# Further seeds of the demo that `make prove` simulates, builds and checks against what was planted.
SEEDS ?= 101 202
DBT_INPUTS := models macros methods seeds tests/generic tests/singular tests/macros dbt_project.yml profiles/profiles.yml requirements.txt
SITE_INPUTS := reports render audiences audiences.yaml dashboard_catalog.yaml package-lock.json patches worlds/$(WORLD).yaml $(STAMPS)/warehouse
export WORLD
export DO_NOT_TRACK := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := false

.PHONY: help demo check world adapter-site site worlds audience audiences serve live test setup generate check-raw build build-report test-worlds adapters prove \
  mutants render lint pytest pytest-python pytest-browser every-page spark docs screenshots benchmark format evidence clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

demo: site serve ## Set up, simulate, build, render and serve the demo

site: setup generate build $(if $(AUDIENCE),audience,render) ## The same without serving, for any WORLD; AUDIENCE=tmeic only what it may see

worlds: .venv/.installed ## The worlds, what each is made of and what of it is built
	@$(PY) -m worlds list

test: setup ## Set up, lint, run all tests: what .ci/run runs (about 25 min on 2 cores)
	@# Two at a time: half of a build waits for a single core, rendering fills one, Spark and the browser wait a lot.
	@$(MAKE) -j2 lint test-worlds
	@$(MAKE) -j2 render spark adapter-site
	@$(MAKE) -j2 -O pytest-python pytest-browser
	@date "+== %T Done"

check: .venv/.installed ## The quick lane for work in between (3 min): lint, types, structure, unit tests, the world `ci`
	@$(MAKE) -j2 lint world WORLD=ci
	@$(PY) -m pytest -q -m "not warehouse and not browser"
	@date "+== %T Done"

# Not two prerequisites: with -j they would run side by side.
world:
	@$(MAKE) generate
	@$(MAKE) build

setup: ## Install what the lock files pin
	@$(MAKE) -j2 .venv/.installed node_modules/.installed

.venv/.installed: requirements.txt
	@date "+== %T Python packages"
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
	@test -x $(PY) || python3 -m venv .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --compile -r requirements.txt
	@touch $@

.venv-spark/.installed: requirements-spark.txt
	@date "+== %T Python packages for Spark"
	@test -x .venv-spark/bin/python || python3 -m venv .venv-spark
	@.venv-spark/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --compile -r requirements-spark.txt
	@touch $@

node_modules/.installed: package.json package-lock.json .npmrc $(wildcard patches/*)
	@date "+== %T Node packages"
	@node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' || { echo "Node 20 or newer is needed."; exit 1; }
	@# A patch is applied to what the registry has, not to what an older patch left.
	@rm -rf node_modules/@evidence-dev
	@npm install --no-audit --no-fund --loglevel=error
	@touch $@

generate: .venv/.installed ## Make the raw files of WORLD: simulate, or read what its file names
	@date "+== %T Raw data: $(WORLD)"
	@$(PY) -m worlds raw $(WORLD)

check-raw: .venv/.installed ## Check raw files (of WORLD, or in RAW) against the raw contract
	@$(PY) -m ingest.check $(RAW) --quarantine $(FOLDER)/quarantine

build: .venv/.installed ## Build and test the warehouse of WORLD, then publish it
	@date "+== %T Warehouse: $(WORLD)"
	@$(call IF_CHANGED,$(STAMPS)/warehouse) --inputs $(RAW) $(DBT_INPUTS) --output $(FOLDER)/bess.duckdb -- \
	  $(PY) -m warehouse.build --world $(WORLD) --raw $(RAW) --fresh $(BUILD_FLAGS)

build-report: .venv/.installed ## Models, tests, duration, peak memory and slowest models of the last build of WORLD
	@$(PY) -m warehouse.report --world $(WORLD)

test-worlds: .venv/.installed ## Make and build the worlds that the tests read
	@printf '%s\n' $(TEST_WORLDS) | xargs -P 2 -I '{}' $(MAKE) world WORLD='{}'

# A world of somebody else's files goes all the way to its pages, too.
adapter-site:
	@$(MAKE) render WORLD=aemo-2022-01

adapters: setup ## Worlds of other people's files: both AEMO weeks and the UK's project database, rendered too
	@for world in aemo-2022-01 aemo-2023-01 repd-2021; do $(MAKE) site WORLD=$$world || exit 1; done

prove: .venv/.installed ## Simulate the demo with other SEEDS (101 202), build each and check what was planted is recovered
	@for seed in $(SEEDS); do \
	  $(PY) -m seeds_generator --scenario demo --seed $$seed --out data/proof/$$seed/raw && \
	  $(PY) -m warehouse.build --raw data/proof/$$seed/raw --out data/proof/$$seed/bess.duckdb --fresh \
	    --exclude resource_type:unit_test || exit 1; \
	done
	@$(PY) -m pytest -q tests/python/recovery

mutants: .venv/.installed ## Corrupt formulas one at a time; each must turn a test red
	@$(MAKE) world WORLD=ci
	@$(PY) -m scripts.mutation_check

render: setup evidence ## Render the site of WORLD from its published warehouse, if anything changed
	@date "+== %T Site: $(WORLD)"
	@$(call IF_CHANGED,$(STAMPS)/site) --inputs $(SITE_INPUTS) $(STAMPS)/evidence --output $(FOLDER)/site/index.html -- \
	  $(PY) -m render --world $(WORLD)

# The site of one audience needs neither the whole site nor its evidence packets.
audience: setup $(if $(filter enka,$(AUDIENCE)),evidence)
	@date "+== %T Site: $(WORLD), $(AUDIENCE)"
	@$(call IF_CHANGED,$(FOLDER)/audiences/$(AUDIENCE)/stamp) --inputs $(SITE_INPUTS) \
	  --output $(FOLDER)/audiences/$(AUDIENCE)/site/index.html -- $(PY) -m render --world $(WORLD) --audience $(AUDIENCE)

audiences: setup ## Render the site of every audience of WORLD; search every byte of it for what is not theirs, check its links, open its pages
	@for name in $$($(PY) -m audiences.extract --world $(WORLD) --list); do $(MAKE) audience AUDIENCE=$$name || exit 1; done
	@$(PY) -m audiences.check --world $(WORLD) && node audiences/open-sites.mjs

evidence: .venv/.installed ## Evidence packets of WORLD as ZIPs for the site, if anything changed
	@date "+== %T Evidence packets: $(WORLD)"
	@$(call IF_CHANGED,$(STAMPS)/evidence) --inputs $(STAMPS)/warehouse evidence_pack \
	  --output $(FOLDER)/evidence/SHA256SUMS -- $(PY) -m evidence_pack build --world $(WORLD)

serve: .venv/.installed ## Serve site and API of WORLD on PORT (4000): loopback, to anyone on it; ACCESS=access.toml asks who they are
	@$(PY) -m api --world $(WORLD) --port $(PORT) $(if $(ACCESS),--access $(ACCESS))

live: setup ## Let a simulated WORLD go on: SPEED (1) minutes land a minute, the real-time page follows, on PORT (4000)
	@test -f $(FOLDER)/site/index.html || $(MAKE) site
	@$(PY) -m live --world $(WORLD) --speed $(SPEED) --port $(PORT)

lint: .venv/.installed ## Lint and type-check Python and SQL
	@date "+== %T Lint"
	@.venv/bin/ruff check --quiet . && .venv/bin/ruff format --check --quiet . && .venv/bin/mypy --no-error-summary
	@# In memory: the linter's processes would lock each other out of one file.
	@BESS_WAREHOUSE_PATH=:memory: $(call IF_CHANGED,data/stamps/sqlfluff) --inputs $(DBT_INPUTS) .sqlfluff \
	  --output dbt_project.yml -- .venv/bin/sqlfluff lint --disable-progress-bar models tests/singular tests/macros

format: .venv/.installed ## Format Python and SQL in place
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet . ; BESS_WAREHOUSE_PATH=:memory: .venv/bin/sqlfluff fix --disable-progress-bar models tests/singular tests/macros

spark: .venv-spark/.installed .venv/.installed ## Build staging to core of `ci` on Spark and compare with DuckDB
	@date "+== %T Spark"
	@$(MAKE) world WORLD=ci
	@$(call IF_CHANGED,data/stamps/spark) --inputs data/ci/stamps/warehouse scripts/compare_spark.py requirements-spark.txt \
	  --output data/spark/target/manifest.json -- \
	  $(PY) -m scripts.compare_spark --raw data/ci/raw --duckdb data/ci/bess.duckdb

pytest: pytest-python pytest-browser ## Run pytest on what is built

pytest-python: .venv/.installed
	@date "+== %T Tests in Python"
	@$(PY) -m pytest -q tests/python

pytest-browser: .venv/.installed
	@date "+== %T Tests in the browser"
	@$(PY) -m pytest -q tests/browser

every-page: ## Read every page of the rendered site in the browser, not only the first and last of each template
	@EVERY_PAGE=1 $(PY) -m pytest -q tests/browser

docs: .venv/.installed ## dbt's documentation, data/docs/index.html, and what is generated and committed: RAW_CONTRACT.md, docs/tables.md, exposures
	@$(PY) -m ingest.contract_page && $(PY) -m render.lineage
	@$(MAKE) build && $(PY) -m warehouse.tables_page --world $(WORLD)
	@.venv/bin/dbt docs generate --static --quiet --target-path data/docs && mv data/docs/static_index.html data/docs/index.html

screenshots: setup ## Pictures of every page of WORLD: light, dark, phone
	@node render/screenshots.mjs

benchmark: setup ## Measure generator, build, site, pages and API; writes docs/performance.md
	@$(PY) -m benchmarks.run

clean: ## Remove everything generated; keep the installed packages
	rm -rf data target logs
