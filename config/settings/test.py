"""The test suite: fast hashing, files in a temporary folder, everything else as in production."""

import tempfile
from pathlib import Path

from .base import *

DEBUG = False
SECRET_KEY = "thu-nghiem"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = Path(tempfile.gettempdir()) / "tdkt-test-files"
WHITENOISE_AUTOREFRESH = True
