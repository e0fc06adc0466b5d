"""Letters about attempts to sign in, apart from the request: a known login must not answer later than an unknown."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django_tasks import task

from organizations.models import User


@task()
def tell_of_lock(user_id: int | None) -> None:
    """Tell the owner that the account waits after wrong passwords; an unknown login has no owner."""
    user = User.objects.filter(pk=user_id or 0, is_active=True).first()
    if user is None:
        return
    known = {"current_site": {"domain": urlsplit(settings.PUBLIC_URL).netloc}}
    text = render_to_string("account/email/sign_in_locked_message.txt", known)
    send_mail(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}вход приостановлен", text.strip() + "\n", None, [user.email])
