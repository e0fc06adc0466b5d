"""manage.py verify_audit: is the journal of acts whole."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from organizations.management.regions import find_region
from organizations.services.verification import Chain, has_seal, verify_journal

SHOWN = 50


class Command(BaseCommand):
    """Exit code 0 only when every chain is whole."""

    help = "Проверяет, что записи журнала действий не изменены, не удалены и не добавлены задним числом"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--region", help="код региона; без параметра — все регионы и записи без региона")
        parser.add_argument("--format", default="text", choices=("text", "json"), help="вид отчёта")
        parser.add_argument("--noted", help="сумма печати, записанная вне портала: она должна быть в журнале")

    def handle(self, *args: Any, **options: Any) -> None:
        chains = verify_journal(find_region(options["region"]) if options["region"] else None)
        is_cut = bool(options["noted"]) and not has_seal(options["noted"])
        faults = sum(len(chain.faults) for chain in chains) + is_cut
        if options["format"] == "json":
            self.stdout.write(_as_json(chains, faults))
        else:
            self.stdout.write("\n".join(line for chain in chains for line in _lines(chain)))
        if is_cut:
            raise CommandError("Печати с записанной суммой в журнале нет: конец журнала удалён или журнал заменён.")
        if faults:
            raise CommandError(f"Журнал нарушен. Найдено нарушений: {faults}.")
        if options["format"] == "text":
            self.stdout.write("Журнал цел.")


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
