"""Is the journal whole: every seal is computed anew from the rows that stand under it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from organizations.models import AuditEvent, AuditSeal, Region
from organizations.services.audit import personal_digest
from organizations.services.erasures import Erasures
from organizations.services.seals import COLUMNS, digest_of, seals_of

# An act is recorded within its own transaction: no row is older by more than this than what was sealed before it.
LATE = timedelta(days=1)
# These alone bring acts of the past; they end with a row of their own.
LOADS = ("load_demo", "load_scale")
NAMED = 20
_PERSONAL = ("personal__salt", "personal__values")
_DIGEST, _MOMENT = COLUMNS.index("personal_digest"), COLUMNS.index("recorded_at")


@dataclass
class Chain:
    """What was found in the rows of one region, or in those without a region."""

    name: str
    batches: int = 0
    purged_batches: int = 0
    rows: int = 0
    erased: int = 0
    unsealed: int = 0
    oldest_unsealed: datetime | None = None
    last_number: int = 0
    last_digest: str = ""
    faults: list[str] = field(default_factory=list)


@dataclass
class _Check:
    """A chain while it is read: what explains its gaps, and the latest moment under the seals read so far."""

    chain: Chain
    region_id: int | None
    erasures: Erasures
    loaded_through: int
    newest: datetime = datetime.min.replace(tzinfo=UTC) + LATE


def verify_journal(region: Region | None = None) -> list[Chain]:
    """Check the chain of one region, or all of them with that of rows without a region."""
    regions = [region] if region else [*Region.objects.order_by("pk"), None]
    return [_verify_chain(one) for one in regions]


def _verify_chain(region: Region | None) -> Chain:
    region_id = region.pk if region else None
    chain = Chain(region.name if region else "записи без региона")
    loads = AuditEvent.objects.of_chain(region_id).filter(act__in=LOADS).order_by("-pk").values_list("pk", flat=True)
    check = _Check(chain, region_id, Erasures(region_id), loads.first() or 0)
    for seal in seals_of(region_id).iterator():
        _verify_seal(check, seal)
    _verify_tail(check)
    _verify_purges(chain, region_id)
    stray = AuditEvent.objects.of_chain(region_id).filter(seal_id__isnull=False)
    for pk in stray.exclude(seal__in=seals_of(region_id)).values_list("pk", flat=True)[:100]:
        chain.faults.append(f"Запись {pk} числится под печатью, которой нет в этой цепочке.")
    return chain


def _verify_seal(check: _Check, seal: AuditSeal) -> None:
    chain = check.chain
    if seal.number != chain.last_number + 1:
        chain.faults.append(f"Между печатями {chain.last_number} и {seal.number} нет печати.")
    elif seal.previous_digest != chain.last_digest:
        chain.faults.append(f"Печать {seal.number} не продолжает печать {chain.last_number}.")
    rows = list(AuditEvent.objects.filter(seal=seal).order_by("pk").values_list(*COLUMNS, *_PERSONAL))
    if seal.purged_at:
        _verify_purged(chain, seal, len(rows))
    elif digest_of(seal, [row[: len(COLUMNS)] for row in rows]) != seal.digest:
        chain.faults.append(_broken(seal, rows))
    _verify_rows(check, f"Печать {seal.number}", rows)
    check.newest = max([check.newest, *(row[_MOMENT] for row in rows)])
    chain.rows += len(rows)
    chain.batches += 1
    chain.last_number, chain.last_digest = seal.number, seal.digest


def _broken(seal: AuditSeal, rows: Sequence[tuple]) -> str:
    """The sum stands for the whole batch, so the batch is what can be named."""
    days = sorted(timezone.localtime(row[_MOMENT]).date() for row in rows)
    when = f" ({days[0]:%d.%m.%Y} – {days[-1]:%d.%m.%Y})" if days else ""
    where = f"Печать {seal.number}, записи {seal.first_event}–{seal.last_event}{when}"
    if len(rows) != seal.event_count:
        return f"{where}: под печатью записей {len(rows)}, а было {seal.event_count}."
    return f"{where}: содержание записей или самой печати изменено; какая из записей, по сумме не определить."


def _verify_purged(chain: Chain, seal: AuditSeal, count: int) -> None:
    if count:
        chain.faults.append(f"Печать {seal.number}: записи отмечены удалёнными по сроку, но {count} из них остались.")
    if chain.purged_batches != chain.batches:
        chain.faults.append(f"Печать {seal.number}: записи удалены раньше более старых.")
    chain.purged_batches += 1


def _verify_purges(chain: Chain, region_id: int | None) -> None:
    """What was removed after its term stands in the journal itself, with the number of the last batch removed."""
    told = AuditEvent.objects.of_chain(region_id).filter(act="purge_journal").order_by("-pk").first()
    through = told.details.get("through", 0) if told else 0
    if through != chain.purged_batches:
        chain.faults.append(
            f"Удалены записи печатей по {chain.purged_batches}, а в журнале сказано об удалении по {through}."
        )


def _verify_tail(check: _Check) -> None:
    """Rows without a seal, a batch at a time: each may have come late, none may be of long ago."""
    chain, last = check.chain, 0
    waiting = AuditEvent.objects.of_chain(check.region_id).unsealed().order_by("pk")
    while rows := list(waiting.filter(pk__gt=last).values_list(*COLUMNS, *_PERSONAL)[:1_000]):
        moments: list[Any] = [row[_MOMENT] for row in rows]
        chain.unsealed += len(rows)
        chain.oldest_unsealed = min([chain.oldest_unsealed or moments[0], *moments])
        _verify_rows(check, "Не запечатано", rows)
        last = rows[-1][0]


def _verify_rows(check: _Check, where: str, rows: Sequence[tuple]) -> None:
    """Personal values are as they were or erased by the portal; no row says that it is older than it can be."""
    gone = [row for row in rows if row[_DIGEST] and row[-1] is None]
    check.chain.erased += len(gone)
    lost = [row for row in gone if not check.erasures.explain(row[0], row[_MOMENT])]
    late = [row for row in rows if row[0] > check.loaded_through and row[_MOMENT] < check.newest - LATE]
    changed = [row for row in rows if row[-1] is not None and not _fits(row)]
    for found, words in (
        (changed, "личные сведения изменены"),
        (lost, "личные сведения удалены, а в журнале об этом не сказано"),
        (late, "внесены задним числом, их дата раньше уже запечатанных записей"),
    ):
        if found:
            check.chain.faults.append(f"{where}, {_numbers(found)}: {words}.")


def _fits(row: tuple) -> bool:
    digest, salt, values = row[_DIGEST], row[-2], row[-1]
    return bool(digest) and personal_digest(salt, values) == digest


def _numbers(rows: Sequence[tuple]) -> str:
    named = ", ".join(str(row[0]) for row in rows[:NAMED])
    rest = f" и ещё {len(rows) - NAMED}" if len(rows) > NAMED else ""
    return f"{'запись' if len(rows) == 1 else 'записи'} {named}{rest}"


def has_seal(digest: str) -> bool:
    """Whether a seal with the digest that was noted outside the portal still stands in the journal."""
    return AuditSeal.objects.filter(digest=digest).exists()
