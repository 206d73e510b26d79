from django.urls import path

from campaigns.people import views as people
from campaigns.views import campaigns

app_name = "campaigns"

urlpatterns = [
    path("", campaigns.campaigns, name="list"),
    path("new/", campaigns.create, name="create"),
    path("organisations/", people.organisations, name="organisations"),
    path("organisations/new/", people.new_organisation, name="organisation_create"),
    path("organisations/<int:pk>/", people.organisation, name="organisation"),
    path("organisations/<int:pk>/edit/", people.edit_organisation, name="organisation_edit"),
    path(
        "organisations/<int:pk>/members/<int:member>/remove/", people.remove, name="member_remove"
    ),
    path("<int:pk>/", campaigns.detail, name="detail"),
    path("<int:pk>/people/", people.people, name="people"),
    path("<int:pk>/people/<int:number>/take-back/", people.take_back, name="take_back"),
]
