"""Which names are official, and how a name that is not known is composed."""

# Short forms by which an official abbreviated name of a school begins; a newspaper writes «Школа № 1» instead.
LEGAL_FORMS = frozenset(f"{owner}{form}ОУ" for owner in ("М", "Г", "ОГ", "СОГ") for form in ("Б", "К", "А", ""))
REGION_FORMS = tuple(f"{owner}{form}ОУ" for owner in ("ОГ", "СОГ") for form in ("Б", "К", "А"))
REGION_WORDS = "областное государственное"


def is_official_school_name(short_name: str, full_name: str) -> bool:
    """A full name is known, or the short one begins with a legal form; a newspaper form is not official."""
    return bool(full_name) or short_name.split(maxsplit=1)[0] in LEGAL_FORMS


def is_founded_by_region(short_name: str, full_name: str) -> bool:
    """The school's own name says that its founder is the oblast, not the municipality where it stands."""
    by_form = short_name.startswith(REGION_FORMS)
    return by_form or REGION_WORDS in f"{short_name} {full_name}".casefold()


def authority_name(full_name: str, short_name: str, municipality: str) -> tuple[str, bool]:
    """Name of an education authority and whether it is official.

    Unknown or only short names are told apart by the municipality; they are shown as not confirmed.
    """
    if full_name:
        return capital(short_name or full_name), True
    if short_name:
        return f"{capital(short_name)} ({municipality})", False
    return f"Орган управления образованием: {municipality}", False


def capital(text: str) -> str:
    """The text with its first letter large, the rest as it stands."""
    return text[:1].upper() + text[1:]
