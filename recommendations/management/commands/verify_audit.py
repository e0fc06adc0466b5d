"""manage.py verify_audit: is the journal of acts whole."""

import json
import os
import re
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from organizations.management.regions import find_region
from organizations.services.verification import Chain, has_seal, verify_journal

SHOWN = 50
NOT_A_SUM = 2


class Command(BaseCommand):
    """Exit code 0 only when every chain is whole, 1 when it is not, 2 when what was typed is no sum of a seal."""

    help = "Проверяет, что записи журнала действий не изменены, не удалены и не добавлены задним числом"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--region", help="код региона; без параметра — все регионы и записи без региона")
        parser.add_argument("--format", default="text", choices=("text", "json"), help="вид отчёта")
        parser.add_argument("--noted", help="сумма печати, записанная вне портала: она должна быть в журнале")

    def handle(self, *args: Any, **options: Any) -> None:
        noted = _sum_in(options["noted"])
        chains = verify_journal(find_region(options["region"]) if options["region"] else None)
        is_cut = bool(noted) and not has_seal(noted)
        faults = sum(len(chain.faults) for chain in chains) + is_cut
        if options["format"] == "json":
            self._say(_as_json(chains, faults))
        else:
            self._say("\n".join(line for chain in chains for line in _lines(chain)))
        if is_cut:
            raise CommandError("Печати с записанной суммой в журнале нет: конец журнала удалён или журнал заменён.")
        if faults:
            raise CommandError(f"Журнал нарушен. Найдено нарушений: {faults}.")
        if options["format"] == "text":
            self._say("Журнал цел.")

    def _say(self, text: str) -> None:
        """Whoever reads the output may stop before its end (`| head`): the exit code is told all the same."""
        try:
            self.stdout.write(text)
            self.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _sum_in(text: str | None) -> str:
    """A sum of a seal as it was noted; capitals and spaces around it do not count."""
    noted = (text or "").strip().lower()
    if text is not None and not re.fullmatch("[0-9a-f]{64}", noted):
        raise CommandError(
            f"«{text}» — не сумма печати: в ней 64 знака, цифры и латинские буквы a–f.", returncode=NOT_A_SUM
        )
    return noted


def _as_json(chains: list[Chain], faults: int) -> str:
    report = {"whole": not faults, "checked_at": timezone.now(), "chains": [asdict(chain) for chain in chains]}
    return json.dumps(report, ensure_ascii=False, indent=2, default=lambda moment: moment.isoformat())


def _lines(chain: Chain) -> list[str]:
    tail = f"{chain.unsealed}"
    if chain.oldest_unsealed:
        tail += f", самая старая — {timezone.localtime(chain.oldest_unsealed):%d.%m.%Y %H:%M:%S}"
    return [
        f"{chain.name[:1].upper()}{chain.name[1:]}",
        f"  печатей: {chain.batches}, из них удалено по сроку: {chain.purged_batches}",
        f"  записей под печатями: {chain.rows}, личные сведения стёрты: {chain.erased}",
        f"  ещё не запечатано: {tail}",
        f"  последняя сумма, запишите её вне портала: {chain.last_digest or '—'}",
        *(f"  НАРУШЕНИЕ. {fault}" for fault in chain.faults[:SHOWN]),
        *([f"  … и ещё {len(chain.faults) - SHOWN}"] if len(chain.faults) > SHOWN else []),
    ]
