"""Settings shared by every way of running tdkt; the others only add to these."""

import os
from pathlib import Path

import dj_database_url

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("TDKT_VAR", ROOT / "var"))
VAR.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "tdkt.core",
    "tdkt.units",
    "tdkt.people",
    "tdkt.accounts",
    "tdkt.law",
    "tdkt.documents",
    "tdkt.inbox",
    "tdkt.awards",
    "tdkt.holds",
    "tdkt.movements",
    "tdkt.registrations",
    "tdkt.initiatives",
    "tdkt.clusters",
    "tdkt.routes",
    "tdkt.dossiers",
    "tdkt.confirmations",
    "tdkt.achievements",
    "tdkt.closings",
    "tdkt.councils",
    "tdkt.decisions",
    "tdkt.opinions",
    "tdkt.directory",
    "tdkt.reports",
    "tdkt.exchange",
    "tdkt.outlook",
    "tdkt.studio",
    "tdkt.portal",
    "tdkt.sample",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "tdkt.accounts.middleware.ActingMiddleware",
    "tdkt.law.middleware.LiveLawMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tdkt.portal.context.shell",
            ],
            "builtins": ["tdkt.core.templatetags.tdkt"],
        },
    }
]

# SQLite: one writer at a time, readers never wait; measured against Django's defaults, see docs/decisions/0002.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;"
    ),
}


# PostgreSQL plans joins in the order they are written once there are more than eight, and the desk joins nine tables:
# it read every nomination before it came to the round. Below the threshold of its genetic planner (12).
POSTGRESQL_OPTIONS = {"options": "-c join_collapse_limit=11 -c from_collapse_limit=11"}


def database() -> dict[str, object]:
    """SQLite in var/ unless DATABASE_URL names another database."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR / "tdkt.sqlite3",
            "OPTIONS": dict(SQLITE_OPTIONS),
        }
    parsed: dict[str, object] = dict(dj_database_url.parse(url, conn_max_age=60))
    engine = str(parsed["ENGINE"])
    if engine.endswith("sqlite3"):
        parsed["OPTIONS"] = dict(SQLITE_OPTIONS)
    if engine.endswith("postgresql"):
        told = parsed.get("OPTIONS")
        parsed["OPTIONS"] = {**POSTGRESQL_OPTIONS, **(told if isinstance(told, dict) else {})}
    return parsed


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "tdkt.accounts.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["config.formats"]
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = ROOT / "static"
MEDIA_ROOT = VAR / "files"  # never served by URL; documents are handed out by a view that asks
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a bulk act may name thousands of lines
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# What a customer may set.
TDKT_ORGANISATION = "VKSTC"
TDKT_LAW_LAYERS = ["state", "procuracy"]
TDKT_LAW_EXTRA_FOLDERS: list[Path] = []
TDKT_BLANKS_FOLDER: Path | None = None
TDKT_LARGEST_FILE = 20 * 1024 * 1024  # of one paper, in bytes
TDKT_HOLIDAYS_FILE: Path | None = None
TDKT_BASE_URL = os.environ.get("TDKT_BASE_URL", "")  # put before the links of e-mails: https://thidua.example.gov.vn

# Reminders leave by SMTP where a server is named, else they are printed (the demo).
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "thi-dua-khen-thuong@localhost")
