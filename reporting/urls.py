from django.urls import path

from reporting import views

app_name = "reports"

urlpatterns = [
    path("", views.impact, name="impact"),
    path("export/", views.export, name="export"),
    path("freshness/", views.freshness, name="freshness"),
    path("headline/", views.headline, name="headline"),
    path("impact/", views.impact_headline, name="impact_headline"),
]
