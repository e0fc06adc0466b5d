#!/bin/sh
# Makes .venv and installs the pinned libraries into it; prints nothing when all is in place.
# usage: setup.sh [dev]      PYTHON chooses the interpreter (python3 by default)
set -eu
cd "$(dirname "$0")/.."
exec >&2 # messages go to stderr: targets such as `make accounts` print data

python=${PYTHON:-python3}
kind=${1:-runtime}
files=requirements.txt
[ "$kind" = dev ] && files="requirements.txt requirements-dev.txt"

stamp_text() { # what the installed set was made of: the interpreter and the pins
    # shellcheck disable=SC2086  # a list of files
    .venv/bin/python -V && cat $files | cksum
}

stamp=.venv/.installed-$kind
if [ -f "$stamp" ] && [ "$(stamp_text 2>/dev/null)" = "$(cat "$stamp")" ]; then
    exit 0
fi

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Нужен Python 3.11 или новее, а «$python» — $("$python" -V 2>/dev/null || echo "не найден")."
    echo "Установите его и повторите; другой интерпретатор можно указать так: make demo PYTHON=python3.12"
    exit 1
fi

install_venv_module() {
    echo "В Python нет модуля venv."
    if ! sh scripts/apt.sh python3-venv || ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        echo "Установите его и повторите (в Debian и Ubuntu: sudo apt-get install -y python3-venv)."
        exit 1
    fi
}

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    "$python" -c 'import venv, ensurepip' 2>/dev/null || install_venv_module
    echo "Создаю окружение Python (.venv)…"
    "$python" -m venv --clear .venv
fi

echo "Устанавливаю библиотеки (в первый раз это занимает до минуты)…"
set --
for file in $files; do set -- "$@" -r "$file"; done
if ! PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore .venv/bin/python -m pip install -qq --no-input "$@"; then
    echo "Не удалось установить библиотеки. Проверьте доступ к индексу пакетов Python и повторите."
    exit 1
fi
stamp_text >"$stamp"
if [ "$kind" = dev ]; then
    files=requirements.txt
    stamp_text >.venv/.installed-runtime
fi
