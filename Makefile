# The only command menu. `make demo` and `make test` do everything; the rest are their parts.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

SCENARIO ?= demo
PORT ?= 4000
# Simulated minutes that land in a minute with `make live`.
SPEED ?= 1
PY := .venv/bin/python
# The demo lives at the default paths; every other scenario has a folder of its own.
ROOT := $(if $(filter demo,$(SCENARIO)),data,data/scenarios/$(SCENARIO))
RAW ?= $(ROOT)/raw
WAREHOUSE ?= $(if $(filter demo,$(SCENARIO)),data/warehouse/bess.duckdb,$(ROOT)/bess.duckdb)
# A warehouse remembers beside itself what it was built from.
WAREHOUSE_STAMP = $(dir $(WAREHOUSE))stamps/warehouse
IF_CHANGED = $(PY) -m scripts.run_if_changed --stamp $(1)
TEST_SCENARIOS := ci gb-2018 dst-spring dst-autumn
# Unit tests bring their own rows: once, with the demo, is enough.
BUILD_FLAGS := $(if $(filter demo,$(SCENARIO)),,--exclude resource_type:unit_test)
# Further seeds of the demo that `make prove` simulates, builds and checks against what was planted.
SEEDS ?= 101 202
DBT_INPUTS := models macros methods seeds tests/generic tests/singular tests/macros dbt_project.yml profiles/profiles.yml requirements.txt
SITE_INPUTS := reports dashboard_catalog.yaml package-lock.json render/build-site.mjs render/copy-catalog.mjs render/minutes.py render/lineage.py patches
export DO_NOT_TRACK := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := false

.PHONY: help demo site audience audiences serve live test setup generate check-raw build build-report scenarios adapters prove \
  mutants render lint pytest every-page spark docs docs-partials screenshots benchmark format evidence clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

demo: site serve ## Set up, simulate, build, render and serve the demo

site: setup generate build $(if $(AUDIENCE),audience,render) ## The same without serving; AUDIENCE=tmeic (audiences.yaml) only what it may see

test: setup lint generate build scenarios ## Set up, lint, run all tests
	@# Rendering fills one core, Spark waits a lot: side by side.
	@$(MAKE) -j2 render spark
	@$(MAKE) pytest

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

generate: .venv/.installed ## Simulate SCENARIO (demo) into its raw folder, if anything changed
	@date "+== %T Raw data: $(SCENARIO)"
	@$(PY) -m seeds_generator --scenario $(SCENARIO) --out $(RAW)

check-raw: .venv/.installed ## Check the files in RAW against the raw contract
	@$(PY) -m ingest.check $(RAW) --quarantine $(ROOT)/quarantine

build: .venv/.installed ## Build and test the warehouse of SCENARIO, then publish it
	@date "+== %T Warehouse: $(SCENARIO)"
	@$(call IF_CHANGED,$(WAREHOUSE_STAMP)) --inputs $(RAW) $(DBT_INPUTS) --output $(WAREHOUSE) -- \
	  $(PY) -m warehouse.build --raw $(RAW) --out $(WAREHOUSE) --fresh $(BUILD_FLAGS)

build-report: .venv/.installed ## Models, tests, duration, peak memory and slowest models of the last build of SCENARIO
	@$(PY) -m warehouse.report --warehouse $(WAREHOUSE)

scenarios: .venv/.installed ## Generate, build and test the other shipped scenarios
	@for scenario in $(TEST_SCENARIOS); do $(MAKE) generate SCENARIO=$$scenario || exit 1; done
	@# Two at a time: half of a build waits for a single core.
	@printf '%s\n' $(TEST_SCENARIOS) | xargs -P 2 -I '{}' $(MAKE) build SCENARIO='{}'

adapters: .venv/.installed ## Map the shipped weeks of AEMO battery data to the raw contract and build their warehouses
	@for week in 2022-01-10 2023-01-17; do \
	  date "+== %T Adapter: AEMO, week of $$week"; \
	  $(PY) -m ingest.adapters.aemo_battery --source ingest/adapters/data/aemo_sa1_battery_5min/sa1_$${week}_5min.csv \
	    --out data/adapters/aemo/$$week/raw || exit 1; \
	  $(PY) -m warehouse.build --raw data/adapters/aemo/$$week/raw --out data/adapters/aemo/$$week/bess.duckdb --fresh \
	    || exit 1; \
	done

prove: .venv/.installed ## Simulate the demo with other SEEDS (101 202), build each and check what was planted is recovered
	@for seed in $(SEEDS); do \
	  $(PY) -m seeds_generator --scenario demo --seed $$seed --out data/proof/$$seed/raw && \
	  $(PY) -m warehouse.build --raw data/proof/$$seed/raw --out data/proof/$$seed/bess.duckdb --fresh \
	    --exclude resource_type:unit_test || exit 1; \
	done
	@$(PY) -m pytest -q tests/python/recovery

mutants: .venv/.installed ## Corrupt formulas one at a time; each must turn a test red
	@$(MAKE) generate build SCENARIO=ci
	@$(PY) -m scripts.mutation_check

render: setup docs-partials ## Render the site from the published warehouse, if anything changed
	@test $(SCENARIO) = demo || { echo "The site is rendered from the demo's warehouse; leave SCENARIO out."; exit 1; }
	@$(MAKE) evidence
	@date "+== %T Site"
	@# Before the inputs are compared: it writes one of them.
	@$(PY) -m render.lineage --lineage
	@$(call IF_CHANGED,data/stamps/site) --inputs $(SITE_INPUTS) data/warehouse/stamps/warehouse --output reports/build/index.html -- \
	  bash -c 'npm run --silent sources && npm run --silent build'

# Depends on the copy's own inputs: the site of one audience needs neither the whole site nor its evidence packets.
audience: setup docs-partials $(if $(filter enka,$(AUDIENCE)),evidence)
	@date "+== %T Site for $(AUDIENCE)"
	@$(call IF_CHANGED,data/audiences/$(AUDIENCE)/stamp) --inputs $(SITE_INPUTS) audiences.yaml audiences/declaration.py audiences/extract.py \
	  audiences/project.py audiences/catalog.py audiences/markers.py data/warehouse/stamps/warehouse \
	  --output data/audiences/$(AUDIENCE)/site/index.html -- bash audiences/build_site.sh $(AUDIENCE)

audiences: setup docs-partials ## Render the site of every audience; search every byte of it for what is not theirs, check its links, open its pages
	@for name in $$($(PY) -m audiences.extract --list); do $(MAKE) audience AUDIENCE=$$name || exit 1; done
	@$(PY) -m audiences.check && node audiences/open-sites.mjs

evidence: .venv/.installed ## Evidence packets of the demo's warehouse as ZIPs for the site, if anything changed
	@date "+== %T Evidence packets"
	@$(call IF_CHANGED,data/stamps/evidence) --inputs data/warehouse/stamps/warehouse evidence_pack \
	  --output reports/static/evidence/SHA256SUMS -- $(PY) -m evidence_pack build

serve: .venv/.installed ## Serve site and API on PORT (4000): loopback, to anyone on it; ACCESS=access.toml asks who they are
	@$(PY) -m api --port $(PORT) $(if $(ACCESS),--access $(ACCESS))

live: setup ## Let the demo go on: SPEED (1) minutes land a minute, the real-time page follows, on PORT (4000)
	@test -f reports/build/index.html || $(MAKE) site
	@$(PY) -m live --speed $(SPEED) --port $(PORT)

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
	@$(MAKE) generate build SCENARIO=ci
	@$(call IF_CHANGED,data/stamps/spark) --inputs data/scenarios/ci/stamps/warehouse scripts/compare_spark.py requirements-spark.txt \
	  --output data/spark/target/manifest.json -- \
	  $(PY) -m scripts.compare_spark --raw data/scenarios/ci/raw --duckdb data/scenarios/ci/bess.duckdb

pytest: .venv/.installed ## Run pytest on what is built
	@date "+== %T Tests"
	@$(PY) -m pytest -q

every-page: ## Read every page of the rendered site in the browser, not only the first and last of each template
	@EVERY_PAGE=1 $(PY) -m pytest -q tests/browser

docs: .venv/.installed docs-partials ## dbt's documentation as one page, data/docs/index.html, and generated parts of RAW_CONTRACT.md
	@$(PY) -m ingest.contract_page
	@.venv/bin/dbt docs generate --static --quiet --target-path data/docs && mv data/docs/static_index.html data/docs/index.html

docs-partials: .venv/.installed ## Copy KPI definitions from dbt's docs blocks to the site, and pages to dbt's exposures
	@$(PY) -m render.definitions && $(PY) -m render.lineage --exposures && node render/copy-catalog.mjs

screenshots: setup ## Pictures of every page: light, dark, phone
	@npm run --silent screenshots

benchmark: setup ## Measure generator, build, site, pages and API; writes docs/performance.md
	@$(PY) -m benchmarks.run

clean: ## Remove everything generated; keep the installed packages
	rm -rf data reports/build reports/.evidence reports/static/evidence reports/static/minutes target logs
