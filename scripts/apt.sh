#!/bin/sh
# Installs Debian or Ubuntu packages where no question has to be asked: as root or with password-less sudo.
# usage: apt.sh PACKAGE…
# exit: 0 installed; 1 cannot be installed from here, the reason is printed
set -u
exec >&2 # callers may print data of their own

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Пакеты системы ($*) умею ставить только в Debian и Ubuntu."
    exit 1
fi

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "Нет прав на установку пакетов системы: $*"
    exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT

apt() {
    # shellcheck disable=SC2086  # as_root is either empty or two words
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 "$@" >>"$log" 2>&1 </dev/null
}

echo "Устанавливаю пакеты системы: $*"
if apt update && apt install -y --no-install-recommends "$@"; then
    exit 0
fi
tail -n 5 "$log"
echo "Не удалось установить пакеты системы: $*"
exit 1
