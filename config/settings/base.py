"""Settings shared by every environment. What an operator may change is in env.py."""

from __future__ import annotations

from datetime import timedelta

from celery.schedules import crontab

from config.env import ROOT, VAR_DIR, broker_url, caches, databases, env, logging

BASE_DIR = ROOT
DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    # casework stands before django.forms so that its widget templates win.
    "accounts",
    "casework",
    "disclosure",
    "marac",
    "config.admin_site.CaseworkAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "guardian",
    "pgtrigger",
    "pghistory",
    "django_celery_beat",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.body_limit.BodyLimitMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "casework.audit_context.NoStoreMiddleware",
    "accounts.middleware.SessionLimitMiddleware",
    "casework.audit_context.AuditContextMiddleware",
    "casework.rescue.RescueMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
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
                "casework.page_context.page",
            ],
            "builtins": ["casework.templatetags.components"],
        },
    }
]
FORM_RENDERER = "casework.forms.renderer.CaseworkRenderer"

# -- Services ---------------------------------------------------------------------
DATABASES = databases()
CACHES = caches()
CELERY_BROKER_URL = broker_url()
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A killed worker's messages come back after this many seconds; the hard task
    # limit stays below it so that no task runs twice at once.
    "visibility_timeout": 900,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}
CELERY_TIMEZONE = "Europe/London"
CELERY_BEAT_SCHEDULER = "config.beat:SingletonDatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "plan-meetings": {
        "task": "marac.tasks.plan_meetings",
        "schedule": crontab(hour=3, minute=20),
    },
    "let-meetings-go-on": {
        "task": "marac.tasks.let_meetings_go_on",
        "schedule": timedelta(seconds=60),
    },
    "draw-samples": {
        "task": "disclosure.tasks.draw_samples",
        "schedule": crontab(hour=4, minute=40),
    },
    "render-waiting-documents": {
        "task": "disclosure.tasks.render_waiting_documents",
        "schedule": timedelta(seconds=60),
    },
    "let-time-pass": {
        "task": "marac.tasks.pass_time",
        "schedule": timedelta(minutes=5),
    },
    "anchor-audit-chains": {
        "task": "casework.tasks.anchor_audit_chains",
        "schedule": timedelta(minutes=5),
    },
    "make-forecasts": {
        "task": "casework.tasks.make_forecasts",
        "schedule": timedelta(minutes=15),
    },
    "send-waiting-mail": {
        "task": "casework.tasks.send_waiting_mail",
        "schedule": timedelta(seconds=60),
    },
    "send-reminders": {
        "task": "casework.tasks.send_reminders",
        "schedule": timedelta(seconds=60),
    },
    "send-morning-mail": {
        "task": "casework.tasks.send_morning_mail",
        "schedule": timedelta(minutes=10),
    },
    "check-record": {
        "task": "casework.tasks.check_record",
        "schedule": crontab(hour=3, minute=20),
    },
    "scan-waiting-documents": {
        "task": "casework.tasks.scan_waiting_documents",
        "schedule": timedelta(seconds=60),
    },
}

# -- Who may sign in --------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    # A kind of ModelBackend; both would hash every wrong password twice.
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {
        "NAME": f"{_VALIDATION}.MinimumLengthValidator",
        "OPTIONS": {"min_length": env.int("PASSWORD_MIN_LENGTH", default=12)},
    },
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,10/300s/key"}
PROXY_COUNT = env.int("PROXY_COUNT", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None
# Grants for one case are read by the queries of access, never through has_perm().
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]

# Lock-out counts one name from one address, so that nobody can lock a named
# colleague out from elsewhere (reliability W-10).
AXES_FAILURE_LIMIT = env.int("SIGN_IN_FAILURES", default=5)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("SIGN_IN_COOL_OFF_MINUTES", default=15))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "errors/locked_out.html"
AXES_USERNAME_CALLABLE = "accounts.attempts.counted_name"
AXES_CLIENT_IP_CALLABLE = "accounts.attempts.counted_address"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# -- Sessions: read from the cache, written at most once a minute (trap P12) --------
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
# Lax: under Strict a link in an e-mail opens the sign-in page to a signed-in person,
# and its new CSRF cookie makes every open form stale.
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "casework.rescue.csrf_failure"
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=30)
SESSION_ABSOLUTE_HOURS = env.int("SESSION_ABSOLUTE_HOURS", default=12)
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_HOURS * 3600

# -- Headers ----------------------------------------------------------------------
_SELF = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": _SELF,
        "style-src": _SELF,
        "img-src": _SELF,
        "font-src": _SELF,
        "connect-src": _SELF,
        "form-action": _SELF,
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb")
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# -- Words, time, files -------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
DATE_FORMAT = "j F Y"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
    "documents": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": env.str("DOCUMENTS_DIR", default=str(VAR_DIR / "documents")),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
}
UPLOAD_LIMIT_BYTES = env.int("UPLOAD_LIMIT_BYTES", default=20 * 1024 * 1024)
INBOX_LIMIT_BYTES = env.int("INBOX_LIMIT_BYTES", default=10 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# Past this the request is refused before it is read; up to it the form says what is
# wrong. The proxy's own limit is a little above (deploy/nginx).
REQUEST_LIMIT_BYTES = env.int("REQUEST_LIMIT_BYTES", default=60 * 1024 * 1024)
# Without a virus scanner an upload is "not scanned": nobody opens it until a supervisor
# who did not add it has released it.
CLAMD_SOCKET = env.str("CLAMD_SOCKET", default="")
CLAMD_TIMEOUT_SECONDS = env.int("CLAMD_TIMEOUT_SECONDS", default=60)

# -- The unit ---------------------------------------------------------------------
UNIT_NAME = env.str("UNIT_NAME", default="Central Referral Unit")
MARKING = env.str("MARKING", default="OFFICIAL-SENSITIVE")
TRIAL = False

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT_SECONDS", default=20)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="casework@example.org")
# Where the links of e-mails lead.
PUBLIC_URL = env.str(
    "PUBLIC_URL", default=next(iter(CSRF_TRUSTED_ORIGINS), "http://127.0.0.1:8000")
)
MAIL_DIR = VAR_DIR / "mail"
# Whether silence of the scheduled jobs makes the product "not ready".
WATCH_JOBS = True

LOGGING = logging()
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
