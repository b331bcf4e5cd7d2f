# Every routine task. `make` without a target lists them.
.PHONY: help run test test-matrix check fmt fmt-check clippy doc deny unused clients server open-data metrics deploy pages schema dictionary bench browser compose

# The settings in .env, if it exists.
ENV := set -a; [ ! -f .env ] || . ./.env; set +a;
# What `make check` runs, in this order.
CHECKS := fmt-check clippy doc deny unused clients test server open-data
# The versions of PostgreSQL that the register supports.
POSTGRES ?= 15 16 17 18

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

run: ## Start the register with synthetic data; ARGS="--empty" starts it empty, ARGS are options of `shahrak serve`
	@$(ENV) scripts/prepare && cargo build --release --locked && { [ -n "$${DATABASE_URL:-}" ] || demo=--demo; } && \
		exec target/release/shahrak serve $${demo:-} $(ARGS)

test: ## Run every test on a temporary PostgreSQL; TEST_DATABASE_URL names another server
	@scripts/prepare tests
	cargo test --workspace --locked

test-matrix: ## Run every test on each supported version of PostgreSQL; POSTGRES="15 18" chooses
	@scripts/steps $(POSTGRES:%=test-on-%)

test-on-%:
	SHAHRAK_PG_BIN="$$(scripts/install-postgres $*)" cargo test --workspace --locked

check: ## Run everything that CI runs: format, clippy, rustdoc, dependencies, client tools, tests, a running server
	@scripts/steps $(CHECKS)

fmt: ## Format the Rust sources
	cargo fmt --all

fmt-check: ## Check the format of the Rust sources
	cargo fmt --all --check

clippy: ## Lint the Rust sources
	cargo clippy --workspace --all-targets --locked -- -D warnings

doc: ## Build the documentation of the crates
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items --locked

deny: ## Check the licences, bans and sources of dependencies
	@scripts/install-tools
	PATH="$(CURDIR)/target/tools/bin:$$PATH" cargo deny --offline --locked check licenses bans sources

unused: ## Check that every dependency is used
	@scripts/install-tools
	target/tools/bin/cargo-machete

clients: ## Run third-party tools on schema.graphql: linters, typed clients, Relay
	@[ -d web/node_modules ] || npm --prefix web ci --no-audit --no-fund
	cd web/clients && npm ci --no-audit --no-fund && npm run check

server: ## Run audits, subscription clients and a schema comparison against a running register
	scripts/with-server npm --prefix web/clients run --silent check:server --

open-data: ## Read the open data of a running register with pysdmx, pandas, Frictionless and rdflib
	scripts/with-server --example scripts/check-open-data

metrics: ## Check alerts and dashboard with promtool against a running register; needs Debian's package prometheus
	SHAHRAK_METRICS_LISTEN=127.0.0.1:19464 scripts/with-server scripts/check-metrics

deploy: ## Check the worked examples for nginx, systemd and Prometheus with these programs
	scripts/check-deploy

pages: ## Walk through the pages in Chromium: languages, sizes, themes, accessibility
	cd web/clients && npm ci --no-audit --no-fund
	CHROMIUM="$$(scripts/install-chromium)" scripts/with-server --example scripts/walk-pages

schema: ## Regenerate schema.graphql
	cargo build --locked && target/debug/shahrak schema >schema.graphql

dictionary: ## Regenerate docs/dictionary.md
	cargo build --locked && target/debug/shahrak dictionary >docs/dictionary.md

bench: ## Compare requests per second with pgbench; ARGS="scale" measures whether answers get slower as the register grows
	@scripts/prepare tests
	cargo build --release --locked -p shahrak -p shahrak-bench && target/release/shahrak-bench $(or $(ARGS),run)

browser: ## Try GraphiQL in Chromium
	cd web/clients && npm ci --no-audit --no-fund
	scripts/with-server --graphiql node web/clients/browser.mjs

compose: ## Start the register and its database as containers
	docker compose up -d --build --wait
