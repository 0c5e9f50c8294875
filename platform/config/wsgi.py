"""The WSGI entry point. The server must have `platform/` and the root on its path (scripts/run.py does)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
