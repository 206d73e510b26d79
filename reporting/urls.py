from django.urls import path

from reporting import export_list, views
from reporting.behind.views import behind
from reporting.goals import views as goals

app_name = "reports"

urlpatterns = [
    path("", views.impact, name="impact"),
    path("count/", views.count, name="count"),
    path("behind/", behind, name="behind"),
    path("export/", views.export, name="export"),
    path("exports/", export_list.exports, name="exports"),
    path("exports/<int:pk>/file/", export_list.export_file, name="export_file"),
    path("freshness/", views.freshness, name="freshness"),
    path("headline/", views.headline, name="headline"),
    path("goals/", goals.goals, name="goals"),
    path("goals/new/", goals.create, name="contribution_create"),
    path("goals/<int:pk>/", goals.edit, name="contribution_edit"),
    path("goals/<int:pk>/remove/", goals.remove, name="contribution_remove"),
    path("impact/", views.impact_headline, name="impact_headline"),
]
