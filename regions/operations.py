"""Steps of migrations that are spared the drawing of models.

Django's and pgtrigger's steps draw a model's class anew, and those of all models that refer to it,
directly or not. Where many tables are made at once, that is nearly all of the computing: a minute
for a new database.
"""

import pgtrigger.migrations
from django.db import migrations
from django.db.migrations.state import ProjectState


class CreateModel(migrations.CreateModel):
    """A new table. Nothing can refer to it yet, so nothing else is drawn anew."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        drawn = state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)
        if drawn is not None:
            drawn.render_multiple([state.models[app_label, self.name_lower]])
            state.apps = drawn


class AddTrigger(pgtrigger.migrations.AddTrigger):
    """A trigger, which changes nothing of its model's class."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]
