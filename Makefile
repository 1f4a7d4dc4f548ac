# Verbs of the project. `make` lists them.
CARGO ?= cargo
.DEFAULT_GOAL := help
.PHONY: help build run test lint doc eval licences package check bench-ner

help: ## List the verbs
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

build: ## Compile the program (release)
	$(CARGO) build --release --locked

run: ## Extract the sample articles to JSON-LD
	$(CARGO) run --release --locked -- extract samples/articles

test: ## Run all tests
	$(CARGO) test --locked

lint: ## Formatting and clippy, warnings denied
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings

doc: ## Build the documentation, warnings denied
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --no-deps

eval: ## Score the gold articles against the pinned floors
	$(CARGO) run --release --locked -- evaluate gold --floors gold/floors.toml

licences: ## Check the licences of all dependencies
	python3 scripts/licences.py

package: ## Check that the packaged crate stays under 10 MB
	python3 scripts/package_size.py

bench-ner: ## Tagger on the standard benchmark (skips without its corpus)
	$(CARGO) run --release --locked -- train --config training/msra.toml

check: lint test doc eval licences package ## Everything CI runs
