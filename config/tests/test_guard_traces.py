"""Guard: whatever refers to a volunteer is announced, so that it can be shown and taken out."""

import pytest
from django.apps import apps

from config.data_classes import CHILDS, PERSONAL
from volunteers.models import Volunteer
from volunteers.privacy.traces import traces

WITHOUT_TRACE = {
    "reporting.VolunteerRollup": "minutes by a number that names nobody once the volunteer is out",
}
STAYS = {
    "school_sessions.Assignment": {"status"},  # whether somebody came: figures rest on it
}
"""Fields of rows that stay, whose content tells nothing without the person."""

OWN_MODELS = [model for model in apps.get_models() if not hasattr(model, "pgh_tracked_model")]
REFERRING = [
    (model, field.name)
    for model in OWN_MODELS
    for field in model._meta.get_fields()
    if field.concrete and field.related_model is Volunteer
]


@pytest.mark.parametrize(("model", "path"), REFERRING, ids=str)
def test_every_reference_to_a_volunteer_is_announced(model, path):
    announced = {(trace.model, trace.path) for trace in traces()}
    assert (model, path) in announced or model._meta.label in WITHOUT_TRACE


@pytest.mark.parametrize(
    "trace",
    [one for one in traces() if one.empties is not None],
    ids=lambda one: one.model.__name__,
)
def test_what_stays_is_empty_of_everything_personal(trace):
    label = trace.model._meta.label
    personal = {*PERSONAL.get(label, "").split(), *CHILDS.get(label, "").split()}
    told = {name for name in personal if not trace.model._meta.get_field(name).is_relation}
    assert told - STAYS.get(label, set()) <= set(trace.empties)


def test_every_announced_field_exists():
    for trace in traces():
        for name in (trace.path.partition("__")[0], *trace.shows, *(trace.empties or ())):
            trace.model._meta.get_field(name)
