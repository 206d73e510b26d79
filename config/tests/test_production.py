"""DEBUG=0: a clear refusal without a secret, no warning with a proper environment, hashed files."""

import json
import logging
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
import structlog
from django.conf import settings
from django.urls import reverse

from config.logs import logging_settings
from config.settings import DEVELOPMENT_SECRET
from config.tests.test_guard_addresses import every_pattern

ASYNC = "DJANGO_ALLOW_ASYNC_UNSAFE"  # for the browser tests only
SECRET = secrets.token_urlsafe(48)


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    proper = {"DEBUG": "0", "SECRET_KEY": SECRET, "ALLOWED_HOSTS": "birge.example.org"}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={k: v for k, v in os.environ.items() if k != ASYNC} | proper | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("secret", ["", DEVELOPMENT_SECRET, "short"])
def test_production_without_own_secret_refuses_and_says_how(secret):
    done = manage("migrate", SECRET_KEY=secret)
    assert done.returncode == 1
    assert "SECRET_KEY" in done.stderr
    assert "openssl rand" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_production_with_proper_environment_has_no_deployment_warning():
    done = manage("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_production_files_are_hashed_and_compressed(tmp_path):
    done = manage("collectstatic", "--noinput", BIRGE_DATA=str(tmp_path))
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "static/staticfiles.json").read_text())["paths"]
    hashed = manifest["css/birge.css"]
    assert hashed != "css/birge.css"
    assert (tmp_path / "static" / hashed).with_suffix(".css.br").exists()
    assert (tmp_path / "static" / hashed).with_suffix(".css.gz").exists()


def line_of(event: str, *, debug: bool, **more: object) -> str:
    """One log line as it is written."""
    shape = logging_settings(debug=debug)["formatters"]["lines"]
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=shape["processors"], foreign_pre_chain=shape["foreign_pre_chain"]
    )
    record = logging.LogRecord("accounts", logging.INFO, __file__, 1, event, (), None)
    vars(record).update(more)
    return formatter.format(record)


def test_log_line_in_production_is_json():
    found = json.loads(line_of("saved", debug=False, count=3))
    assert found["event"] == "saved"
    assert (found["count"], found["level"], found["logger"]) == (3, "info", "accounts")


@pytest.mark.parametrize("debug", [True, False])
def test_log_line_leaves_personal_data_out(debug):
    line = line_of(
        "no mail to aigerim.s@example.kz; DETAIL: Key (first_name)=(Aigerim) exists",
        debug=debug,
        ip="203.0.113.7",
        user_agent="Mozilla",
        request="GET /volunteers/?q=Aigerim",
    )
    for private in ("aigerim", "Aigerim", "203.0.113.7", "Mozilla"):
        assert private not in line
    assert "GET /volunteers/" in line


@pytest.mark.parametrize("path", ["password/reset/key/4-d1x2y3/", "confirm-email/NTY6MXd/"])
def test_log_line_leaves_keys_that_let_someone_in_out(path):
    line = line_of("request_finished", debug=False, request=f"GET /accounts/{path}")
    assert json.loads(line)["request"].endswith("/[key]/")


KEY = "7-d1x2y3z4"


def keys_in_addresses() -> list[str]:
    """An address of each page that opens with a key, with one that shows up in a log."""
    found = []
    for name, entry in every_pattern():
        wanted = {part: KEY for part in entry.pattern.converters if part in {"token", "code"}}
        if wanted:
            others = dict.fromkeys(set(entry.pattern.converters) - set(wanted), "pdf")
            found.append(reverse(name, kwargs=wanted | others))
    return found


@pytest.mark.parametrize("path", keys_in_addresses())
def test_log_line_leaves_out_the_key_of_every_page_that_has_one(path):
    assert KEY not in line_of("request_finished", debug=False, request=f"GET {path}")


def test_request_id_is_answered_and_logged(client, db, caplog):
    response = client.get(reverse("account_login") + "?next=/x/")
    number = response["X-Request-ID"]
    finished = [r.msg for r in caplog.records if "request_finished" in str(r.msg)]
    assert [found["request_id"] for found in finished] == [number]
    assert "ip" not in finished[0]


def test_health_checks_are_not_logged(client, db, caplog):
    assert client.get("/healthz").status_code == 200
    assert "request_finished" not in caplog.text


def test_no_file_names_a_package_registry():
    """Whoever installs brings their own index; the repository must not decide it."""
    for name in ("requirements.txt", "requirements-dev.txt", "package-lock.json", ".npmrc"):
        text = (Path(settings.BASE_DIR) / name).read_text()
        assert "registry." not in text
        assert "index-url" not in text.replace("--no-emit-index-url", "")
