from django.urls import path

from schools.views import bells, calendar, schools

app_name = "schools"

urlpatterns = [
    path("", schools.school_list, name="list"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/breaks/new/", calendar.break_create, name="break_create"),
    path("calendar/breaks/usual/", calendar.breaks_usual, name="breaks_usual"),
    path("calendar/breaks/<int:pk>/", calendar.break_edit, name="break_edit"),
    path("calendar/breaks/<int:pk>/remove/", calendar.break_remove, name="break_remove"),
    path("<int:pk>/", schools.school_detail, name="detail"),
    path("<int:pk>/move/", schools.school_move, name="move"),
    path("<int:pk>/bells/", bells.school_bells, name="bells"),
]
