from django.urls import path

from volunteers.consenting import views as consenting
from volunteers.joining import views as joining
from volunteers.privacy import views as privacy
from volunteers.views import pages, recording

app_name = "volunteers"

urlpatterns = [
    path("", pages.volunteer_list, name="list"),
    path("board/", joining.board, name="board"),
    path("move/", joining.move, name="move"),
    path("<int:pk>/", pages.volunteer_detail, name="detail"),
    path("<int:pk>/notes/", joining.write_note, name="write_note"),
    path("notes/<int:pk>/remove/", joining.remove_note, name="remove_note"),
    path("<int:pk>/guardian/", pages.guardian, name="guardian"),
    path("<int:pk>/erase/", privacy.erase, name="erase"),
    path("<int:pk>/guardian/ask/", consenting.ask, name="ask_guardian"),
    path("<int:pk>/consent/", consenting.paper, name="record_consent"),
    path("<int:pk>/training/", recording.record, {"kind": "training"}, name="record_training"),
    path("<int:pk>/check/", recording.record, {"kind": "check"}, name="record_check"),
    path("<int:pk>/hours/", recording.record, {"kind": "hours"}, name="record_hours"),
    path("<int:pk>/away/", recording.record, {"kind": "away"}, name="record_away"),
    path("<int:pk>/wish/", recording.wish, name="wish"),
    path(
        "training/<int:pk>/remove/",
        recording.remove,
        {"kind": "training"},
        name="remove_training",
    ),
    path("check/<int:pk>/remove/", recording.remove, {"kind": "check"}, name="remove_check"),
    path("hours/<int:pk>/remove/", recording.remove, {"kind": "hours"}, name="remove_hours"),
    path("away/<int:pk>/remove/", recording.remove, {"kind": "away"}, name="remove_away"),
]
