"""Is the journal whole: every seal is computed anew from the rows that stand under it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from organizations.models import AuditEvent, AuditSeal, Region
from organizations.services.audit import personal_digest
from organizations.services.seals import COLUMNS, digest_of, seals_of

_PERSONAL = ("personal__salt", "personal__values")
_DIGEST = COLUMNS.index("personal_digest")


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


def verify_journal(region: Region | None = None) -> list[Chain]:
    """Check the chain of one region, or all of them with that of rows without a region."""
    regions = [region] if region else [*Region.objects.order_by("pk"), None]
    return [_verify_chain(one) for one in regions]


def _verify_chain(region: Region | None) -> Chain:
    region_id = region.pk if region else None
    chain = Chain(region.name if region else "записи без региона")
    for seal in seals_of(region_id).iterator():
        _verify_seal(chain, seal)
    _verify_tail(chain, region_id)
    _verify_purges(chain, region_id)
    stray = AuditEvent.objects.of_chain(region_id).filter(seal_id__isnull=False)
    for pk in stray.exclude(seal__in=seals_of(region_id)).values_list("pk", flat=True)[:100]:
        chain.faults.append(f"Запись {pk} числится под печатью, которой нет в этой цепочке.")
    return chain


def _verify_seal(chain: Chain, seal: AuditSeal) -> None:
    if seal.number != chain.last_number + 1:
        chain.faults.append(f"Между печатями {chain.last_number} и {seal.number} нет печати.")
    elif seal.previous_digest != chain.last_digest:
        chain.faults.append(f"Печать {seal.number} не продолжает печать {chain.last_number}.")
    rows = list(AuditEvent.objects.filter(seal=seal).order_by("pk").values_list(*COLUMNS, *_PERSONAL))
    if seal.purged_at:
        _verify_purged(chain, seal, len(rows))
    elif digest_of(seal, [row[: len(COLUMNS)] for row in rows]) != seal.digest:
        chain.faults.append(_broken(seal, len(rows)))
    chain.rows += len(rows)
    chain.batches += 1
    chain.last_number, chain.last_digest = seal.number, seal.digest
    _verify_personal(chain, rows)


def _broken(seal: AuditSeal, count: int) -> str:
    where = f"Печать {seal.number}, записи {seal.first_event}–{seal.last_event}"
    if count != seal.event_count:
        return f"{where}: под печатью записей {count}, а было {seal.event_count}."
    return f"{where}: содержание записей или самой печати изменено."


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


def _verify_tail(chain: Chain, region_id: int | None) -> None:
    waiting = AuditEvent.objects.of_chain(region_id).unsealed().order_by("pk")
    for row in waiting.values_list(*COLUMNS, *_PERSONAL).iterator(chunk_size=1_000):
        moment: Any = row[COLUMNS.index("recorded_at")]
        chain.unsealed += 1
        chain.oldest_unsealed = min(chain.oldest_unsealed or moment, moment)
        _verify_personal(chain, [row])


def _verify_personal(chain: Chain, rows: list[tuple]) -> None:
    """A personal value that was changed does not fit its digest; one that was erased is counted."""
    for row in rows:
        digest, salt, values = row[_DIGEST], row[-2], row[-1]
        if digest and values is None:
            chain.erased += 1
        elif values is not None and (not digest or personal_digest(salt, values) != digest):
            chain.faults.append(f"Запись {row[0]}: личные сведения изменены.")


def has_seal(digest: str) -> bool:
    """Whether a seal with the digest that was noted outside the portal still stands in the journal."""
    return AuditSeal.objects.filter(digest=digest).exists()
