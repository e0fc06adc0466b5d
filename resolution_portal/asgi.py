"""The same application for an ASGI server; the portal itself is synchronous."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resolution_portal.settings")
application = get_asgi_application()
