"""Settings of the one deployment, all from the environment. A missing variable says what to do."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from patientkontrakt.timetable import TIMETABLE

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def required(name, hint):
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"The environment variable {name} is missing: {hint}")
    return value


# What kind of deployment is this?
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data"))).resolve()
LOOPBACK = ["localhost", "127.0.0.1", "[::1]", "testserver"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=LOOPBACK)
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SECURE = SITE_URL.startswith("https://")
SECRET_KEY = required(
    "SECRET_KEY",
    "set it to a long random text, for example from "
    "`python3 -c 'import secrets; print(secrets.token_urlsafe(64))'`. `python3 run.py` does it for you.",
)
OIDC_PATIENT_URL = env.str("OIDC_PATIENT_URL", default="")
OIDC_STAFF_URL = env.str("OIDC_STAFF_URL", default="")
EMAIL_URL = env.str("EMAIL_URL", default="")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default="patientkontrakt@localhost")
SMS_GATEWAY_URL = env.str("SMS_GATEWAY_URL", default="")
SMS_GATEWAY_TOKEN = env.str("SMS_GATEWAY_TOKEN", default="")

# Mail of our own and of django-allauth goes the same way; without EMAIL_URL none is sent.
vars().update(env.email_url_config(EMAIL_URL or "dummymail://"))
EMAIL_TIMEOUT = 20

if DEMO:
    PRODUCTION_SIGNS = {
        "SITE_URL with https": SECURE,
        "ALLOWED_HOSTS beyond this machine": not set(ALLOWED_HOSTS) <= set(LOOPBACK),
        "an OpenID Connect provider": bool(OIDC_PATIENT_URL or OIDC_STAFF_URL),
        "a real mail or SMS gateway": bool(EMAIL_URL or SMS_GATEWAY_URL),
    }
    if found := [sign for sign, is_set in PRODUCTION_SIGNS.items() if is_set]:
        raise ImproperlyConfigured(
            "DEMO=1 lets anyone sign in as anyone and never runs beside production settings. "
            f"Found: {', '.join(found)}. Unset DEMO, or unset those."
        )

# The region
REGION_NAME = env.str("REGION_NAME", default="Region Exempel")
FALLBACK_PHONE = env.str("FALLBACK_PHONE", default="1177")
AGREEMENT_MEASURE_CODE = env.str("AGREEMENT_MEASURE_CODE", default="")
KNOWLEDGE_HOSTS = env.list("KNOWLEDGE_HOSTS", default=["1177.se", "hjart-lungfonden.se", "cancerfonden.se"])

# Rooms
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "csp",
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "patientkontrakt.ui",
    "patientkontrakt.audit",
    "patientkontrakt.people",
    "patientkontrakt.access",
    "patientkontrakt.notifications",
    "contacts",
    "scheduling",
    "agreements",
    "planning",
    "surveys",
    "patientkontrakt.pages",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "patientkontrakt.people.middleware.ActorMiddleware",
    "patientkontrakt.pages.middleware.PhoneLineMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "patientkontrakt.ui.middleware.NeverAnEmptyPageMiddleware",
]

ROOT_URLCONF = "patientkontrakt.urls"
WSGI_APPLICATION = "patientkontrakt.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "patientkontrakt.ui.templatetags.ui"],
        },
    },
]
FORM_RENDERER = "patientkontrakt.ui.forms.FormRenderer"

# Data
DATABASES = {
    "default": env.db_url_config(
        required(
            "DATABASE_URL",
            "set it to postgres://user:password@host:5432/name. `python3 run.py` starts a server of its own.",
        )
    )
    | {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Many short statements: compiling them would cost more than running them.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 5, "options": "-c jit=off"},
    }
}
REDIS_URL = env.str("REDIS_URL", default="")
REDIS = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
FILES = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA_DIR / "cache"}
MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
# "shared" is the same for all processes of the web server, also without Redis.
CACHES = {"default": REDIS if REDIS_URL else MEMORY, "shared": REDIS if REDIS_URL else FILES}
IN_REDIS = "django.contrib.sessions.backends.cached_db"
SESSION_ENGINE = IN_REDIS if REDIS_URL else "patientkontrakt.people.signed_in"
REST_FRAMEWORK = {"DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema"}
MEDIA_ROOT = DATA_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Words and time
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Stockholm"

# Sign-in
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["patientkontrakt.people.signed_in.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "pages:sign_in"
LOGIN_REDIRECT_URL = "pages:home"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "pages:start"
ACCOUNT_ADAPTER = "patientkontrakt.pages.sign_in.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "patientkontrakt.pages.sign_in.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 60 * 60 * 8
# Who counts as one visitor: our own proxies have written the last addresses in X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=int(SECURE))


def oidc_provider(audience):
    """One OpenID Connect provider for `patient` or `staff`, or nothing when its address is not set."""
    url = env.str(f"OIDC_{audience}_URL", default="")
    hint = f"it belongs to the provider named by OIDC_{audience}_URL."
    return url and {
        "provider_id": audience.lower(),
        "name": env.str(f"OIDC_{audience}_NAME", default="BankID"),
        "client_id": required(f"OIDC_{audience}_CLIENT_ID", hint),
        "secret": required(f"OIDC_{audience}_CLIENT_SECRET", hint),
        "settings": {"server_url": url, "oauth_pkce_enabled": True},
    }


SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": [app for a in ("PATIENT", "STAFF") if (app := oidc_provider(a))]}
}

# Safety
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "patientkontrakt.ui.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        # Signing in is a form of ours that the browser follows to the identity provider.
        "form-action": [SELF, *filter(None, [OIDC_PATIENT_URL, OIDC_STAFF_URL])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Work outside the request
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
CELERY_BROKER_TRANSPORT = None if REDIS_URL else "patientkontrakt.folder_queue:Transport"
QUEUE_DIR = DATA_DIR / "queue"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {}
    if REDIS_URL
    else {
        "data_folder_in": str(QUEUE_DIR / "messages"),
        "data_folder_out": str(QUEUE_DIR / "messages"),
        "control_folder": str(QUEUE_DIR / "control"),
        "polling_interval": 0.05,
    }
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = TIMETABLE

# Logs on standard error, never a person in them
STDERR = {"handlers": ["stderr"], "propagate": False}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "logging.Formatter" if DEBUG else "patientkontrakt.ui.logs.KindAndPlace",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Celery gives the next two a handler and words of its own when they have none; gunicorn names addresses.
    "loggers": dict.fromkeys(["django.server", "celery.task", "multiprocessing", "gunicorn.error"], STDERR),
}
