from django.urls import path

from sessions.bulk.views import runs, templates, ways

urlpatterns = [
    path("plan/", ways.classes, name="plan_classes"),
    path("plan/programme/", ways.programme, name="plan_programme"),
    path("plan/week/", ways.week, name="plan_week"),
    path("plan/rows/", ways.rows, name="plan_rows"),
    path("plan/<int:pk>/", runs.show, name="plan_run"),
    path("plan/<int:pk>/change/", runs.change, name="plan_change"),
    path("plan/<int:pk>/create/", runs.create, name="plan_create"),
    path("plan/<int:pk>/undo/", runs.undo, name="plan_undo"),
    path("plan/<int:pk>/discard/", runs.discard, name="plan_discard"),
    path("templates/", templates.template_list, name="templates"),
    path("templates/new/", templates.template_create, name="template_create"),
    path("templates/<int:pk>/", templates.template_edit, name="template_edit"),
    path("templates/<int:pk>/remove/", templates.template_remove, name="template_remove"),
]
