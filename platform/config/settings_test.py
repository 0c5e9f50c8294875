"""The few things that tests change: fast hasher, in-memory mail and files, plain static files, immediate tasks."""

import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

os.environ.setdefault("SECRET_KEY", "tests-only-" + "x" * 50)
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="essaim-tests-"))
# pytest-xdist runs several workers at once: nothing of one is another's. WORKER is "", or "gw0", "gw1"…
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if WORKER and Path(os.environ["DATA_DIR"]).name != WORKER:
    os.environ["DATA_DIR"] = os.path.join(os.environ["DATA_DIR"], WORKER)
os.environ.setdefault("ALLOWED_HOSTS", "*")
# Playwright leaves an event loop running in this thread; the tests after a journey are as synchronous as before.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from config.settings import *  # noqa: E402, F403
from config.settings import CACHES, DATABASES, DEBUG, Q_CLUSTER, REDIS_URL, STORAGES  # noqa: E402

assert not DEBUG
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "documents": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "work": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
Q_CLUSTER = Q_CLUSTER | {"sync": True}
if REDIS_URL:
    # Clearing the cache empties its whole Redis database, which must not be the queue's nor another worker's:
    # those just below the queue's, and below 0 comes 15.
    queue = urlsplit(REDIS_URL)
    below = int(queue.path.strip("/") or 0) - 1 - int(WORKER.removeprefix("gw") or 0)
    CACHES["default"]["LOCATION"] = queue._replace(path=f"/{below % 16}").geturl()
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, so that the live server's threads share it.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["DATA_DIR"], "tests.sqlite3")}
elif "TEST_TEMPLATE" in os.environ:
    # A database that is migrated already (scripts/with_services.py).
    DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ["TEST_TEMPLATE"]}
