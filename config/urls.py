"""Every address of the project, by app."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("sessions/", include("sessions.urls")),
    path("schools/", include("schools.urls")),
    path("volunteers/", include("volunteers.urls")),
    path("reports/", include("reporting.urls")),
    path("transfers/", include("transfers.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
