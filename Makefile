# Thin targets over scripts/: each can be run without make, as the README says.
# Variables given on the command line (make demo PORT=8001) reach the scripts as environment.

PYTHON ?= python3
ARGS ?=
PY := .venv/bin/python

export PYTHON
export PYTHONUTF8 := 1
MAKEFLAGS += --no-print-directory

CODE := manage.py resolution_portal organizations recommendations scripts tests

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo demo-data accounts serve test test-quick lint format types bench pins clean

help: ## этот список
	@awk 'BEGIN {FS = ":.*## "; print "Цели make:"} /^[a-z-]+:.*## / {printf "  %-11s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo "Начните с «make demo»; другой порт: make demo PORT=8001"

setup: ## окружение Python и библиотеки (.venv)
	@sh scripts/setup.sh

setup-dev:
	@sh scripts/setup.sh dev

demo: setup ## учебный портал: данные, веб-сервер, фоновые службы (Ctrl-C останавливает)
	@DEMO=1 exec $(PY) -m scripts.serve --with-parent

demo-data: setup ## только учебные данные
	@DEMO=1 $(PY) -m scripts.prepare

accounts: demo-data ## учётные записи учебного портала в формате JSON
	@DEMO=1 $(PY) manage.py demo_accounts --format json

serve: setup ## портал без учебных данных (настройки — в .env.example)
	@exec $(PY) -m scripts.serve --with-parent

test: setup-dev ## все проверки на SQLite и PostgreSQL, с браузером; ARGS — параметры pytest
	@$(PY) -m scripts.run_tests $(ARGS)

test-quick: setup-dev ## только SQLite и без браузера
	@$(PY) -m scripts.run_tests --quick $(ARGS)

lint: setup-dev ## ruff и djlint
	@$(PY) -m ruff check $(CODE)
	@$(PY) -m ruff format --check $(CODE)
	@$(PY) -m djlint templates --lint --quiet

format: setup-dev ## привести код к принятому виду
	@$(PY) -m ruff check --fix-only --quiet $(CODE)
	@$(PY) -m ruff format $(CODE)

types: setup-dev ## mypy
	@$(PY) -m mypy

bench: setup-dev ## замеры времени на временной базе; ARGS — параметры manage.py bench
	@$(PY) -m scripts.bench $(ARGS)

pins: setup-dev ## пересобрать requirements*.txt; ARGS=--upgrade обновляет версии
	@$(PY) -m uv pip compile --quiet --no-header --python-version 3.11 $(ARGS) requirements.in -o requirements.txt
	@$(PY) -m uv pip compile --quiet --no-header --python-version 3.11 $(ARGS) requirements-dev.in -o requirements-dev.txt

clean: ## удалить .venv и следы сборки; данные в var/ остаются
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage htmlcov test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Удалено. Данные портала в var/ не тронуты."
