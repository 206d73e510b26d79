"""Every address of the project, by app."""

from django.contrib import admin
from django.urls import include, path

from accounts.views import choose_language, me
from campaigns.outreach.views.links import follow
from config import views
from reporting.certificates import volunteer_views as certificates
from reporting.certificates.views import verify
from reporting.certificates.workshop_views import erase
from sessions.views.device import offline
from volunteers.conduct.views import my_conduct
from volunteers.consenting.views import guardian
from volunteers.privacy import views as privacy

urlpatterns = [
    path("", views.start, name="start"),
    path("offline/", offline, name="offline"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("i18n/setlang/", choose_language, name="set_language"),
    path("sessions/", include("sessions.urls")),
    path("schools/", include("schools.urls")),
    path("join/", include("volunteers.applying.urls")),
    path("guardian/<slug:token>/", guardian, name="guardian"),
    path("volunteers/", include("volunteers.urls")),
    path("training/", include("volunteers.training.urls")),
    path("me/times/", include("volunteers.own_times.urls")),
    path("campaigns/workshops/<int:pk>/certificates/", include("reporting.certificates.urls")),
    path(
        "campaigns/workshops/<int:pk>/people/<int:number>/erase/",
        erase,
        name="workshop_person_erase",
    ),
    path("campaigns/workshops/", include("campaigns.workshops.urls")),
    path("campaigns/", include("campaigns.urls")),
    path("c/<slug:code>", follow, name="short_link"),
    path("outreach/", include("campaigns.outreach.urls")),
    path("reports/", include("reporting.urls")),
    path("verify/", verify, name="verify_any"),
    path("verify/<slug:code>/", verify, name="verify"),
    path("transfers/", include("transfers.urls")),
    path("messages/", include("outbox.urls")),
    path("me/", me, name="me"),
    path("me/data/", privacy.my_data, name="my_data"),
    path("me/data/download/", privacy.download, name="my_data_download"),
    path("me/data/correct/", privacy.correct, name="my_data_correct"),
    path("me/consents/", privacy.my_consents, name="my_consents"),
    path("me/consents/yes/", privacy.say_yes, name="say_yes"),
    path("me/consents/take-back/", privacy.take_back, name="take_back"),
    path("me/conduct/", my_conduct, name="my_conduct"),
    path("me/data/delete/", privacy.leave_for_good, name="leave_for_good"),
    path("me/certificates/", certificates.mine, name="my_certificates"),
    path("me/certificates/<int:pk>/pdf/", certificates.my_pdf, name="my_certificate_pdf"),
    path(
        "me/certificates/<int:pk>/take-back/",
        certificates.take_back,
        name="my_certificate_take_back",
    ),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.not_found
handler500 = views.server_error
