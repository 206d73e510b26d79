"""Guards over every model: foreign keys point down, every field is classified."""

from collections import Counter

import pytest
from django.apps import apps

from config.data_classes import DATA_CLASSES

# From the bottom up; apps in one row do not know each other.
LAYERS = [
    {"contenttypes", "pghistory"},
    {"regions"},
    {"auth"},
    {"accounts"},
    {"transfers", "outbox", "account", "mfa", "admin", "sessions"},
    {"schools", "volunteers"},
    {"school_sessions"},
    {"campaigns"},
    {"reporting"},
]
LEVEL = {label: level for level, labels in enumerate(LAYERS) for label in labels}

MODELS = apps.get_models(include_auto_created=True)
OWN_MODELS = [model for model in MODELS if not hasattr(model, "pgh_tracked_model")]


def stored_fields(model) -> set[str]:
    return {field.name for field in model._meta.get_fields() if field.concrete} | (
        {model._meta.pk.name} if model._meta.pk else set()
    )


@pytest.mark.parametrize(
    "model",
    [model for model in MODELS if not model._meta.proxy and model._meta.managed],
    ids=lambda model: model._meta.label,
)
def test_foreign_keys_point_down(model):
    own = model._meta.app_label
    for field in model._meta.get_fields():
        target = getattr(field, "related_model", None)
        if not target or field.auto_created:
            continue
        below = LEVEL[target._meta.app_label] < LEVEL[own] or target._meta.app_label == own
        assert below, f"{model._meta.label}.{field.name} points up to {target._meta.label}"


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model._meta.label)
def test_every_field_is_classified_once(model):
    label = model._meta.label
    named = Counter(
        name for table in DATA_CLASSES.values() for name in table.get(label, "").split()
    )
    assert set(named) == stored_fields(model)
    assert set(named.values()) <= {1}


def test_every_classified_model_exists():
    labels = {model._meta.label for model in OWN_MODELS}
    assert {label for table in DATA_CLASSES.values() for label in table} == labels


def test_event_models_hold_no_more_than_what_they_follow():
    for model in MODELS:
        followed = getattr(model, "pgh_tracked_model", None)
        if followed is None:
            continue
        extra = {name for name in stored_fields(model) if not name.startswith("pgh_")}
        assert extra <= stored_fields(followed), model._meta.label


def test_secrets_are_not_in_the_audit_trail():
    for model in MODELS:
        followed = getattr(model, "pgh_tracked_model", None)
        if followed is None:
            continue
        secrets = set(DATA_CLASSES["secret"].get(followed._meta.label, "").split())
        assert not secrets & stored_fields(model), model._meta.label
