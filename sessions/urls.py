from django.urls import path

from sessions.views import (
    calendar,
    calendar_changes,
    detail,
    lists,
    logs,
    planning,
    staffing,
    verifying,
    volunteer,
)

app_name = "sessions"

urlpatterns = [
    path("", lists.session_list, name="list"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/events/", calendar.calendar_events, name="calendar_events"),
    path("calendar/conflicts/", calendar.calendar_conflicts, name="calendar_conflicts"),
    path("calendar/volunteers/", calendar.calendar_volunteers, name="calendar_volunteers"),
    path("calendar/<int:pk>/move/", calendar_changes.move, name="calendar_move"),
    path("calendar/<int:pk>/assign/", calendar_changes.assign, name="calendar_assign"),
    path("calendar/<int:pk>/undo/", calendar_changes.undo, name="calendar_undo"),
    path("hours/", volunteer.my_hours, name="hours"),
    path("new/", planning.create, name="create"),
    path("verify/", verifying.verify_many, name="verify_many"),
    path("of-school/<int:pk>/", lists.sessions_of_school, name="of_school"),
    path("of-volunteer/<int:pk>/", lists.sessions_of_volunteer, name="of_volunteer"),
    path("taught-by-school/", lists.taught_by_school, name="taught_by_school"),
    path("<int:pk>/", detail.session_detail, name="detail"),
    path("<int:pk>/log/", logs.log, name="log"),
    path("<int:pk>/edit/", planning.edit, name="edit"),
    path("<int:pk>/confirm/", planning.confirm, name="confirm"),
    path("<int:pk>/cancel/", planning.cancel, name="cancel"),
    path("<int:pk>/assign/", staffing.assign, name="assign"),
    path("<int:pk>/verify/", verifying.verify, name="verify"),
    path("<int:pk>/correct/", verifying.correct, name="correct"),
    path("assignments/<int:pk>/remove/", staffing.remove, name="remove_assignment"),
    path("assignments/<int:pk>/decline/", staffing.decline, name="decline_assignment"),
    path("assignments/<int:pk>/lead/", staffing.lead, name="set_lead"),
]
