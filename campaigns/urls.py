from django.urls import path

from campaigns.activities import changes as activity_changes
from campaigns.activities import views as activities
from campaigns.approving import views as approving
from campaigns.documents import views as documents
from campaigns.following import views as following
from campaigns.next_steps import views as next_steps
from campaigns.people import views as people
from campaigns.pictures import views as pictures
from campaigns.sections import overviews
from campaigns.sections import views as sections
from campaigns.starting import views as starting
from campaigns.versions import views as versions
from campaigns.views import campaigns
from campaigns.workshops.views import plans as workshops

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
    path("<int:pk>/sections/<slug:kind>/", sections.section, name="section"),
    path("<int:pk>/sections/<slug:kind>/others/", sections.others, name="others"),
    path("<int:pk>/personas/", overviews.personas, name="personas"),
    path("<int:pk>/channels/", overviews.grid, name="grid"),
    path("<int:pk>/activities/", activities.activities, name="activities"),
    path("<int:pk>/activities.ics", activities.calendar_file, name="activities_file"),
    path("<int:pk>/activities/events/", activity_changes.events, name="activity_events"),
    path("<int:pk>/activities/new/", activities.new, name="activity_new"),
    path(
        "<int:pk>/activities/from-channels/",
        activities.from_channels,
        name="activities_from_channels",
    ),
    path("<int:pk>/activities/<int:number>/", activities.activity, name="activity"),
    path("<int:pk>/activities/<int:number>/move/", activity_changes.move, name="activity_move"),
    path("<int:pk>/activities/<int:number>/undo/", activity_changes.undo, name="activity_undo"),
    path("<int:pk>/activities/<int:number>/remove/", activities.remove, name="activity_remove"),
    path("<int:pk>/messages/versions/", versions.versions, name="versions"),
    path(
        "<int:pk>/messages/<int:number>/versions/",
        versions.message_versions,
        name="message_versions",
    ),
    path(
        "<int:pk>/messages/<int:number>/versions/<int:key>/take-back/",
        versions.take_back,
        name="version_take_back",
    ),
    path("<int:pk>/objectives/check/", sections.check_objective, name="check_objective"),
    path("<int:pk>/sections/<slug:kind>/comment/", approving.comment, name="comment"),
    path("<int:pk>/comments/<int:number>/settle/", approving.settle, name="settle"),
    path("<int:pk>/steps/<slug:name>/", approving.step, name="step"),
    path("<int:pk>/plan.<slug:kind>", documents.plan, name="plan"),
    path("<int:pk>/pictures/", pictures.of_campaign, name="pictures"),
    path("<int:pk>/pictures/new/", pictures.add_to_campaign, name="picture_add"),
    path("<int:pk>/workshop/", workshops.of_campaign, name="workshop"),
    path("<int:pk>/follow/", following.follow_page, name="follow"),
    path("<int:pk>/follow/posts/", following.assign, name="follow_posts"),
    path("<int:pk>/follow/report.<slug:kind>", following.report, name="follow_report"),
    path("<int:pk>/copy/", starting.copy, name="copy"),
    path("next-steps/", next_steps.my_next_steps, name="my_next_steps"),
    path("<int:pk>/next-steps/", next_steps.next_steps, name="next_steps"),
    path("<int:pk>/next-steps.csv", next_steps.next_steps_csv, name="next_steps_csv"),
    path("<int:pk>/next-steps/<int:number>/", next_steps.next_step, name="next_step"),
    path(
        "<int:pk>/next-steps/<int:number>/state/",
        next_steps.next_step_state,
        name="next_step_state",
    ),
    path("<int:pk>/people/", people.people, name="people"),
    path("<int:pk>/people/<int:number>/take-back/", people.take_back, name="take_back"),
]
