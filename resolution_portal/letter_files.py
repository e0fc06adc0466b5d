"""Letters as files, one a letter: what a mail program opens and what a test reads."""

import os
import uuid
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend
from django.utils import timezone


class LetterFiles(EmailBackend):
    """Writes each letter of EMAIL_FILE_PATH as <time>-<number>.eml."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """The number of letters written; a folder that cannot be written raises OSError."""
        for message in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:8]}.eml"
            with open(os.path.join(self.file_path, name), "xb") as file:
                file.write(message.message().as_bytes())
        return len(email_messages)
