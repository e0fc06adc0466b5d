"""The web application for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resolution_portal.settings")
application = get_wsgi_application()
# Addresses and with them all views are loaded now, once for all workers, not by the first person who comes.
_ = get_resolver().url_patterns
