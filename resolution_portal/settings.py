"""Settings of the portal: one file, read from the environment, closed by default.

Every variable is listed with its default in .env.example and docs/settings.md.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from resolution_portal.env import env_bool, env_choice, env_int, env_list, env_required, env_secret, env_str, origin_of

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env_str("VAR_DIR", str(BASE_DIR / "var"))).resolve()
MEDIA_ROOT = Path(env_str("MEDIA_ROOT", str(VAR_DIR / "media"))).resolve()

# --- Core -----------------------------------------------------------------------------------------
DEBUG = env_bool("DEBUG", default=False)
DEMO = env_bool("DEMO", default=False)
SECRET_KEY = env_secret("SECRET_KEY", VAR_DIR / "secret_key")

HOST = env_str("HOST", "127.0.0.1")
PORT = env_int("PORT", 8000, at_least=1)
PUBLIC_URL = env_str("PUBLIC_URL", f"http://{HOST}:{PORT}").rstrip("/")
_public = urlsplit(PUBLIC_URL)
if _public.scheme not in {"http", "https"} or not _public.hostname:
    raise ImproperlyConfigured(f"PUBLIC_URL: ожидается адрес вида https://портал.рф, получено «{PUBLIC_URL}».")
HTTPS = _public.scheme == "https"
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS") or sorted({_public.hostname, HOST, "127.0.0.1", "localhost"})
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]
TRUSTED_PROXY_COUNT = env_int("TRUSTED_PROXY_COUNT", 0)
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

ROOT_URLCONF = "resolution_portal.urls"
WSGI_APPLICATION = "resolution_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "organizations.apps.OrganizationsConfig",
    "recommendations.apps.RecommendationsConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "organizations.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "organizations.middleware.ActorMiddleware",
    "organizations.middleware.IdleMiddleware",
    "organizations.middleware.SecondFactorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "recommendations.views.context.portal",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "components/table.html"

# --- Database -------------------------------------------------------------------------------------
_env = environ.Env()
DATABASES = {"default": _env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # Without IMMEDIATE a transaction that reads first and writes later fails at once under load.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": env_int("SQLITE_LOCK_SECONDS", 20, at_least=1),
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env_int("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Access ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "organizations.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "organizations.forms.passwords.SimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "full_name")},
    },
    {
        "NAME": "organizations.forms.passwords.LengthValidator",
        "OPTIONS": {
            "at_least": env_int("PASSWORD_MIN_LENGTH", 12, at_least=8),
            "alone": env_int("PASSWORD_MIN_LENGTH_ALONE", 15, at_least=8),
        },
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "organizations.forms.passwords.KnownWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "organizations.adapter.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_FORMS = {
    "change_password": "organizations.forms.passwords.ChangePasswordForm",
    "set_password": "organizations.forms.passwords.SetPasswordForm",
    "reset_password_from_key": "organizations.forms.passwords.ResetPasswordKeyForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Портал исполнения резолюций: "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # The session of the change goes on, all others end.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False  # Computers of a teachers' room are shared.
ACCOUNT_RATE_LIMITS = {
    # Hundreds of schools may leave through one address, so the address limits are high and the account limit is low.
    "login": env_str("RATE_LOGIN", "600/m/ip"),
    "login_failed": env_str("RATE_LOGIN_FAILED", "5/15m/key,1000/h/ip"),
    "login_failed_account": env_str("RATE_LOGIN_FAILED_ACCOUNT", "20/15m/key"),
    "reset_password": env_str("RATE_PASSWORD_RESET", "60/m/ip,3/h/key"),
    "invitation": env_str("RATE_INVITATION", "300/m/ip,60/h/key"),
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
MFA_ADAPTER = "organizations.adapter.PortalMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Nobody signs up by themselves, so an address typed on a paper invitation must not keep its owner from the second step.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Портал исполнения резолюций"
PASSWORD_RESET_TIMEOUT = env_int("PASSWORD_RESET_SECONDS", 3600, at_least=60)

# Sign-in through the provider of the authority (OpenID Connect); without a server it does not exist.
OIDC_SERVER_URL = env_str("OIDC_SERVER_URL")
OIDC_ORIGINS = env_list("OIDC_ORIGINS", origin_of(OIDC_SERVER_URL)) if OIDC_SERVER_URL else []
SOCIALACCOUNT_ADAPTER = "organizations.adapter.ClosedSocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {}
if OIDC_SERVER_URL:
    _OIDC = "раз задан OIDC_SERVER_URL"
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "provider",
                "name": env_str("OIDC_NAME", "учётную запись ведомства"),
                "client_id": env_required("OIDC_CLIENT_ID", why=_OIDC),
                "secret": env_required("OIDC_CLIENT_SECRET", why=_OIDC),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ],
    }

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = env_int("SESSION_SECONDS", 12 * 3600, at_least=300)
SESSIONS_PER_PERSON = env_int("SESSIONS_PER_PERSON", 5, at_least=1)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "resolution_portal.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SILENCED_SYSTEM_CHECKS: list[str] = []
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = env_int("HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *OIDC_ORIGINS],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# --- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "ru"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Moscow"  # Only a fallback: the region's own zone is activated for every request.
DEMO_TIME_ZONE = env_str("DEMO_TIME_ZONE", "Europe/Moscow")

# --- Files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
EVIDENCE_MAX_BYTES = env_int("EVIDENCE_MAX_MB", 10, at_least=1) * 1_000_000
EVIDENCE_MAX_FILES = env_int("EVIDENCE_MAX_FILES", 20, at_least=1)
DOCUMENT_MAX_BYTES = env_int("DOCUMENT_MAX_MB", 10, at_least=1) * 1_000_000
REGISTRY_MAX_BYTES = env_int("REGISTRY_MAX_MB", 20, at_least=1) * 1_000_000
REGISTRY_MAX_ROWS = env_int("REGISTRY_MAX_ROWS", 50_000, at_least=1)
REGISTRY_REQUEST_ROWS = env_int("REGISTRY_REQUEST_ROWS", 5_000, at_least=1)
DATA_UPLOAD_MAX_MEMORY_SIZE = env_int("BODY_MAX_BYTES", 2_621_440, at_least=1024)
DATA_UPLOAD_MAX_NUMBER_FIELDS = env_int("BODY_MAX_FIELDS", 1000, at_least=10)
DATA_UPLOAD_MAX_NUMBER_FILES = env_int("BODY_MAX_FILES", 20, at_least=1)
PAGE_SIZE = env_int("PAGE_SIZE", 50, at_least=1)

# --- Mail -----------------------------------------------------------------------------------------
EMAIL_FILE_PATH = env_str("EMAIL_FILE_PATH", "" if env_str("EMAIL_URL") else str(VAR_DIR / "mail"))
if EMAIL_FILE_PATH:
    EMAIL_BACKEND = "resolution_portal.letter_files.LetterFiles"
else:
    _mail = _env.email_url("EMAIL_URL")
    vars().update(_mail)
EMAIL_TIMEOUT = env_int("EMAIL_TIMEOUT", 10, at_least=1)
DEFAULT_FROM_EMAIL = env_str("DEFAULT_FROM_EMAIL", f"portal@{_public.hostname}")

# --- Background work ------------------------------------------------------------------------------
SCHEDULER_INTERVAL_SECONDS = env_int("SCHEDULER_INTERVAL_SECONDS", 30, at_least=1)
HEARTBEAT_MAX_AGE_SECONDS = env_int("HEARTBEAT_MAX_AGE_SECONDS", 120, at_least=10)
LETTER_ATTEMPTS = env_int("LETTER_ATTEMPTS", 5, at_least=1)
LETTERS_PER_MINUTE = env_int("LETTERS_PER_MINUTE", 100, at_least=1)

# --- Log ------------------------------------------------------------------------------------------
LOG_FORMAT = env_choice("LOG_FORMAT", "text", ("text", "json"))
LOG_LEVEL = env_choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "json": {"()": "resolution_portal.logs.JsonFormatter"},
    },
    "handlers": {
        "stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": LOG_FORMAT},
    },
    "root": {"handlers": ["stdout"], "level": LOG_LEVEL},
    "loggers": {"django.server": {"handlers": ["stdout"], "propagate": False}},
}
