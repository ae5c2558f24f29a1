"""Django's settings, all from one typed environment (``motcua.base.env``)."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from motcua.base import env

ENV = env.read()
BASE_DIR = Path(__file__).resolve().parent.parent

# -- what is installed ------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "csp",
    "django_htmx",
    # The rooms with tables, pages or templates of their own, from the ground up.
    "motcua.base",
    "motcua.exchange",
    "motcua.people",
    "motcua.organizations",
    "motcua.documents",
    "motcua.catalog",
    "motcua.dossiers",
    "motcua.notices",
    "motcua.control",
    "motcua.slips",
    "motcua.reporting",
    "motcua.web.shared",
    "motcua.web.portal",
    "motcua.web.workspace",
]

MIDDLEWARE = [
    "motcua.base.middleware.requests",
    # Many offices are at the end of a poor line.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "motcua.base.middleware.get_never_writes",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.web.shared.display.speak",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "motcua.web.shared.guard.Guard",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.web.shared.context.layout",
            ],
        },
    }
]

# -- the installation -------------------------------------------------------------------------

DEBUG = ENV.debug
DEMO = ENV.demo
DATA_FOLDER = ENV.data_folder
OUTWARD_DELAY_SECONDS = ENV.outward_delay_seconds
BACKDATING_DAYS = ENV.backdating_days
SEAL_KEY = ENV.seal_key.get_secret_value()

SECRET_KEY = ENV.secret_key()
ALLOWED_HOSTS = env.listed(ENV.hosts)
CSRF_TRUSTED_ORIGINS = env.listed(ENV.origins)


def database(url: str) -> dict[str, Any]:
    """Django's parameters from a ``postgresql://`` address; ``motcua`` starts the embedded one first."""
    parts = conninfo_to_dict(url or f"postgresql://postgres@/motcua?host={DATA_FOLDER}/postgresql")
    return {
        "ENGINE": "motcua.base.postgresql",
        "NAME": parts.pop("dbname", "motcua"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": parts,
        # The database the tests make is ours in order and letters, like the embedded one.
        "TEST": {"NAME": ENV.test_db, "TEMPLATE": "template0", "CHARSET": "UTF8"},
    }


DATABASES = {"default": database(ENV.database_url)}

# -- people -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Account"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# -- language, time, files --------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh")), ("km", _("Tiếng Khmer"))]
LOCALE_PATHS = [BASE_DIR / "motcua" / "web" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
#: Served straight from the packages: nothing to collect, a second start is instant.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 300
MEDIA_ROOT = DATA_FOLDER / "files"
FILES_URL = ENV.files_url
FILE_UPLOAD_HANDLERS = ["motcua.base.uploads.Bounded"]
FILE_UPLOAD_TEMP_DIR = str(ENV.incoming_folder())
UPLOAD_MOST_BYTES = ENV.upload_megabytes * 1024**2
CLAMD = ENV.clamd
SCANS_FOLDER = Path(ENV.scans) if ENV.scans else DATA_FOLDER / "scans"
TRUST_FOLDER = Path(ENV.trust) if ENV.trust else DATA_FOLDER / "trust"
SEALS_FOLDER = Path(ENV.seals) if ENV.seals else DATA_FOLDER / "seals"
#: Who keeps the seals of agencies: a port, and what stands behind it here.
SEAL_KEEPER = "motcua.integrations.esign.seals.Folder"
TIMESTAMPS = ENV.timestamps
SIGN_AGENT = ENV.sign_agent
REMOTE_SIGNER = ENV.remote_signer
REMOTE_SIGNER_KEY = ENV.remote_signer_key.get_secret_value()
#: Who speaks to it: a port, and what stands behind it here.
REMOTE_SIGNER_CLASS = "motcua.integrations.esign.remote.HttpSigner"
CERTIFIED_COPIES = ENV.certified_copies
CERTIFICATION_WORDS = ENV.certification_words
READING_MEGABYTES = ENV.reading_megabytes

# -- e-mail -----------------------------------------------------------------------------------

_MAIL = ENV.mail_server
#: Whether officers are written to at all.
MAIL_SENT = _MAIL is not None
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = _MAIL.host if _MAIL else ""
EMAIL_PORT = _MAIL.port if _MAIL else 25
EMAIL_HOST_USER = _MAIL.user if _MAIL else ""
EMAIL_HOST_PASSWORD = _MAIL.password if _MAIL else ""
EMAIL_USE_TLS = bool(_MAIL and _MAIL.starttls)
EMAIL_USE_SSL = bool(_MAIL and _MAIL.tls)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = ENV.mail_from

# -- security ---------------------------------------------------------------------------------

_HTTPS = ENV.serves_https
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SECURE_SSL_REDIRECT = _HTTPS
#: The container's own health questions come over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
#: The header a proxy in front writes the visitor's address into; empty without a proxy.
CLIENT_ADDRESS_HEADER = ENV.client_address_header
#: Believed only where HTTPS is demanded, which means that a proxy in front speaks it and sets the header.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_HSTS_PRELOAD = _HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "motcua.base.pages.form_expired"

#: The only tables a GET may write to: who looked, and the session itself.
GET_MAY_WRITE = frozenset({"base_journalentry", "django_session"})

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# -- later work and logs ----------------------------------------------------------------------

PROCRASTINATE_IMPORT_PATHS = ["motcua.jobs.tasks"]

LOGGING_CONFIG = "motcua.base.logs.configure"
LOGGING = {"level": ENV.log_level}
