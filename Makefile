# Two commands do all the set-up on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
INDEX ?= index
REPORTS ?=
PORT ?= 8501

.DEFAULT_GOAL := help
.PHONY: help setup run test check index ask eval clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# torch comes first, so that nothing that wants it can bring a larger build.
.venv/runtime: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(grep '^torch==' requirements.txt)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/development: .venv/runtime requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

setup: .venv/runtime ## make the environment

run: setup index ## build the index where it is missing or stale, and open the chat
	@echo "The chat opens at http://localhost:$(PORT)"
	ASK_INDEX=$(INDEX) $(BIN)/python -m streamlit run ui/app.py --server.port $(PORT)

index: setup ## index reports: make index REPORTS=folder
	$(BIN)/python -m indexer build $(REPORTS) --index $(INDEX)

ask: export QUESTION = $(Q)
ask: setup index ## ask in the terminal: make ask Q="how long do carers wait for reviews"
	@$(BIN)/python -m qa --index $(INDEX) "$$QUESTION"

test: .venv/development ## run every test
	$(BIN)/python -m pytest

check: .venv/development ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

eval: setup index ## score the bundled question set and, where gold is at hand, the reading
	$(BIN)/python -m eval run eval/questions/briefings.jsonl --index $(INDEX) --out out/briefings.jsonl
	test ! -d ../shared || $(BIN)/python -m eval reading

clean: ## remove the environment and the index
	rm -rf .venv $(INDEX) out
