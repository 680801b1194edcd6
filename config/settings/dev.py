"""`make run`: one machine, no secrets, everything visible."""

from .base import *

DEBUG = True
SECRET_KEY = "chi-dung-tren-may-nay-khong-dung-khi-van-hanh"  # noqa: S105 - never used in production
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
