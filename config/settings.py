"""All settings; each that differs between machines comes from the environment.

docs/configuration.md lists the variables.
"""

from pathlib import Path

import environ
import pgtrigger
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=True)
DATA_DIR = Path(env.str("BIRGE_DATA", default=str(BASE_DIR / ".data"))).resolve()
DEVELOPMENT_SECRET = "for-development-only-never-for-a-public-address"  # noqa: S105
SECRET_KEY = env.str("SECRET_KEY", default=DEVELOPMENT_SECRET)
if not DEBUG and (SECRET_KEY == DEVELOPMENT_SECRET or len(SECRET_KEY) < 50):
    raise ImproperlyConfigured(
        "SECRET_KEY is missing, the default or shorter than 50 characters. With DEBUG=0 Birge "
        "starts only with a secret of its own, for example the output of: openssl rand -base64 48"
    )
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"] if DEBUG else [])
# Where mails and documents lead to; they are written where there is no request to ask.
SITE_URL = env.str(
    "SITE_URL",
    default=f"http://localhost:{env.int('PORT', default=8000)}"
    if DEBUG or not ALLOWED_HOSTS
    else f"https://{ALLOWED_HOSTS[0].lstrip('.')}",
).rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "config",
    "reporting",
    "campaigns",
    "sessions",
    "volunteers",
    "schools",
    "transfers",
    "outbox",
    "accounts",
    "regions",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "config.static_files.OnlyWhatPagesUse",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "pgtrigger",
    "pghistory",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.addresses.StorableAddresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.ClosedUnlessOpenedMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "accounts.navigation.navigation",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Data ---------------------------------------------------------------------------------

if env.str("DATABASE_URL", default=""):
    DATABASES = {"default": env.db("DATABASE_URL")}
else:
    from config.embedded import database_settings

    DATABASES = {"default": database_settings(DATA_DIR)}
# A server that hangs is told from one that works, also by the health check.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
# Compiling a query takes seconds wherever the planner expects far more rows than there are, and
# pages read few.
DATABASES["default"]["OPTIONS"].setdefault("options", "-c jit=off")
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)

if env.str("REDIS_URL", default=""):
    REDIS_URL = env.str("REDIS_URL")
else:
    from config.embedded import redis_url

    REDIS_URL = redis_url(DATA_DIR)

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
}
# In the database, so that losing Redis signs nobody out.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MEDIA_ROOT = DATA_DIR / "files"

# --- Celery -------------------------------------------------------------------------------
# A task is a hint and may be lost or run twice; docs/reliability.md gives the reasons.

CELERY_BROKER_URL = (
    f"redis+socket://{REDIS_URL[7:]}" if REDIS_URL.startswith("unix://") else REDIS_URL
)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_mutex_expire": 10,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
    # A connection that is dead without saying so is noticed after twice this.
    "health_check_interval": 5,
    # Whoever gives a hint does not wait for a broker that is down; a worker has its own patience.
    "max_retries": 0,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Long work (imports, exports) that runs at the same time. Fewer than the worker has processes, so
# that counting never waits for it.
JOBS_AT_ONCE = env.int("JOBS_AT_ONCE", default=1)
# The files of exports and imports are removed so many days after they were made.
EXPORT_DAYS = env.int("EXPORT_DAYS", default=30)
# A report of an odd period with more sessions than this is counted by a job and kept: for so many
# hours, or only for so many minutes once something has changed since.
LONG_REPORT_SESSIONS = env.int("LONG_REPORT_SESSIONS", default=200_000)
KEPT_REPORT_HOURS = env.int("KEPT_REPORT_HOURS", default=24)
KEPT_REPORT_STALE_MINUTES = env.int("KEPT_REPORT_STALE_MINUTES", default=60)

# --- Reports ------------------------------------------------------------------------------
# Who has to say yes before a report is published: a second manager, or nobody but its author.

REPORT_APPROVAL = env.str("REPORT_APPROVAL", default="second")
if REPORT_APPROVAL not in ("second", "none"):
    raise ImproperlyConfigured(
        f"REPORT_APPROVAL is “{REPORT_APPROVAL}”. Write second (a second manager approves each "
        "report) or none (its author may publish it)."
    )
# Rows with fewer volunteers are left out of what the world reads of a published report.
OPEN_REPORT_LEAST_VOLUNTEERS = env.int("OPEN_REPORT_LEAST_VOLUNTEERS", default=3)

# --- Who may come in ----------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
# In the words of the project, which speak Kazakh, too.
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "signup": "accounts.forms.SignupForm",
    "add_email": "accounts.forms.AddEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
# A school's computer room is thirty people behind one address: generous per address, strict
# per account.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "10/m/key,300/5m/ip",
    "signup": "300/m/ip",
    "reset_password": "120/m/ip,5/m/key",
    "reset_password_from_key": "300/m/ip",
    "confirm_email": "1/3m/key",
}
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.FactorAuthenticateForm",
    "reauthenticate": "accounts.forms.FactorReauthenticateForm",
    "activate_totp": "accounts.forms.ActivateTOTPForm",
    "add_webauthn": "accounts.forms.AddWebAuthnForm",
    "edit_webauthn": "accounts.forms.EditWebAuthnForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Birge"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=not DEBUG)

# --- Words, times, numbers ----------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian")), ("kk", _("Kazakh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Asia/Almaty"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# --- The school calendar ------------------------------------------------------------------
# Public holidays are those that the package "holidays" knows: a country's code, and a part of it.

HOLIDAYS_COUNTRY = env.str("HOLIDAYS_COUNTRY", default="KZ")
HOLIDAYS_SUBDIVISION = env.str("HOLIDAYS_SUBDIVISION", default="")
# For schools without a bell schedule of their own: for each shift the first lesson, the minutes
# of a lesson and of the breaks between them; semicolons between shifts.
USUAL_BELLS = env.str("USUAL_BELLS", default="8:00 45 5/10/15/10/5; 14:00 45 5/10/15/10/5")

# --- Files for the browser ----------------------------------------------------------------

NODE_MODULES = BASE_DIR / "node_modules"
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
WHITENOISE_USE_FINDERS = DEBUG
# Files whose address is fixed: the service worker, which rules what lies below it, the manifest.
WHITENOISE_ROOT = BASE_DIR / "root_files"
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", NODE_MODULES / "bootstrap" / "dist"),
    ("htmx", NODE_MODULES / "htmx.org" / "dist"),
    ("echarts", NODE_MODULES / "echarts" / "dist"),
    ("event-calendar", NODE_MODULES / "@event-calendar" / "build" / "dist"),
    ("idb", NODE_MODULES / "idb" / "build"),
    ("golos-text", NODE_MODULES / "@fontsource-variable" / "golos-text"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.static_files.StaticFiles"
    },
}

# --- Safety of the browser ----------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not DEBUG)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if DEBUG else env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
if env.int("TRUSTED_PROXY_COUNT", default=0):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The largest import that is accepted; larger files are refused while they arrive.
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", default=100 * 1024 * 1024)
FILE_UPLOAD_HANDLERS = [
    "transfers.uploads.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Staffing -------------------------------------------------------------------------------
# An invitation can be answered for so long, at most until the session begins.

INVITATION_HOURS = env.int("INVITATION_HOURS", default=48)
# So many are asked by Birge itself when somebody can't come.
SUBSTITUTES_AT_ONCE = env.int("SUBSTITUTES_AT_ONCE", default=3)

# --- Data about people ----------------------------------------------------------------------
# Kept for so many days, then emptied or deleted; docs/privacy.md says from when on.

KEEP_DAYS = {
    name: env.int(f"KEEP_DAYS_{name.upper()}", default=days)
    for name, days in {
        "waiting": 365,  # applications that came to nothing
        "declined": 180,  # applications that were declined
        "left": 730,  # volunteers who left
        "checks": 365,  # checks that have ended
        "times_away": 90,  # times away that are over
        "notes": 730,  # coordinators' notes
        "reasons": 365,  # why somebody could not come
        "workshop_addresses": 365,  # e-mail addresses of who was at a workshop
        "outreach_files": 30,  # files of platforms that nobody took in
        "history": 1095,  # who changed what about a volunteer
    }.items()
}

# --- Mail ---------------------------------------------------------------------------------

if env.str("EMAIL_URL", default=""):
    vars().update(env.email("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 30  # seconds; a server that hangs must not hold a worker
# Letters to one person wait so long for more, which then go out as one mail; urgent ones do not.
LETTER_WINDOW_SECONDS = env.int("LETTER_WINDOW_SECONDS", default=120)
# The hour at which those get theirs who want one mail a day.
DIGEST_HOUR = env.int("DIGEST_HOUR", default=18)
# So many days after they were written, letters and mails are deleted.
LETTER_DAYS = env.int("LETTER_DAYS", default=365)
# The hour from which on volunteers are reminded of what they teach tomorrow.
REMINDER_HOUR = env.int("REMINDER_HOUR", default=15)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Birge <birge@localhost>")

# --- History and logs ---------------------------------------------------------------------

PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
PGHISTORY_APPEND_ONLY = True
PGHISTORY_LEVEL = pgtrigger.Statement  # one insert a statement, however many rows

DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_CELERY_ENABLED = True

from config.logs import LOGGING  # noqa: E402, F401
from config.schedule import CELERY_BEAT_SCHEDULE  # noqa: E402, F401
