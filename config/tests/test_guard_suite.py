"""Every app's tests belong to the suite: a folder that is not looked in fails nothing."""

import pytest
from django.apps import apps
from django.conf import settings


def test_every_app_with_tests_is_looked_in(pytestconfig: pytest.Config):
    with_tests = {
        app.path.removeprefix(f"{settings.BASE_DIR}/")
        for app in apps.get_app_configs()
        if app.path.startswith(f"{settings.BASE_DIR}/") and ".venv" not in app.path
    }
    folders = {
        name for name in with_tests | {"config"} if (settings.BASE_DIR / name / "tests").is_dir()
    }
    assert "outbox" in folders
    assert folders == set(pytestconfig.getini("testpaths"))
