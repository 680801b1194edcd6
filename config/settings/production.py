"""Production: every secret comes from the environment, and nothing starts without it."""

import os

from .base import *

DEBUG = False
SECRET_KEY = os.environ["TDKT_SECRET_KEY"]
ALLOWED_HOSTS = os.environ["TDKT_HOSTS"].split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
