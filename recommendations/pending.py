"""Documents shown for review that wait for «Сохранить резолюцию»; kept beside the media, not in the session."""

import hashlib
from pathlib import PurePath

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404

_SALT = "pending-document"
KEEP_SECONDS = 24 * 3600


def _path(digest: str) -> str:
    return f"pending/{digest}"


def keep_pending(content: bytes, name: str) -> str:
    """Keep the bytes for a day and give a signed token that names them."""
    digest = hashlib.sha256(content).hexdigest()
    if not default_storage.exists(_path(digest)):
        default_storage.save(_path(digest), ContentFile(content))
    return signing.dumps([digest, PurePath(name).name], salt=_SALT)


def read_pending(token: str) -> tuple[bytes, str]:
    """The bytes and the file name of a token; Http404 when it is forged, older than a day, or already used."""
    try:
        digest, name = signing.loads(token, salt=_SALT, max_age=KEEP_SECONDS)
        with default_storage.open(_path(digest)) as file:
            return file.read(), name
    except (signing.BadSignature, FileNotFoundError) as error:
        raise Http404("Документ для сохранения не найден: загрузите его ещё раз.") from error


def forget_pending(token: str) -> None:
    """Drop the bytes once the resolution is saved."""
    digest, _ = signing.loads(token, salt=_SALT, max_age=KEEP_SECONDS)
    default_storage.delete(_path(digest))
