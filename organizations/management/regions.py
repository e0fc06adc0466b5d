"""Which region a command means."""

from django.core.management.base import CommandError

from organizations.models import Region


def find_region(code: str | None) -> Region:
    """The region with this code, or the only one; CommandError in Russian when it is not clear which."""
    regions = list(Region.objects.filter(code=code) if code else Region.objects.all()[:2])
    if len(regions) == 1:
        return regions[0]
    if code:
        raise CommandError(f"Региона с кодом «{code}» нет.")
    raise CommandError("Регионов несколько, укажите --region." if regions else "Регионов ещё нет.")
