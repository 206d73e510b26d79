from django.urls import path

from campaigns.next_steps import views as next_steps
from campaigns.workshops.views import agenda, attendance, people, plans, workshops

app_name = "workshops"

urlpatterns = [
    path("", workshops.workshops, name="list"),
    path("new/", workshops.create, name="create"),
    path("<int:pk>/", workshops.detail, name="detail"),
    path("<int:pk>/edit/", workshops.edit, name="edit"),
    path("<int:pk>/delete/", workshops.delete, name="delete"),
    path("<int:pk>/materials/", workshops.material_add, name="material_add"),
    path(
        "<int:pk>/materials/<int:number>/remove/",
        workshops.material_remove,
        name="material_remove",
    ),
    path("<int:pk>/agenda/", agenda.agenda, name="agenda"),
    path("<int:pk>/agenda/fill/", agenda.fill, name="agenda_fill"),
    path("<int:pk>/agenda/move/", agenda.day_move, name="day_move"),
    path("<int:pk>/agenda/items/new/", agenda.item_new, name="item_new"),
    path("<int:pk>/agenda/items/<int:number>/", agenda.item, name="item"),
    path("<int:pk>/agenda/items/<int:number>/remove/", agenda.item_remove, name="item_remove"),
    path("<int:pk>/exercises/<int:number>/", plans.exercise, name="exercise"),
    path("<int:pk>/plans/", plans.plans, name="plans"),
    path("<int:pk>/plans/<int:number>/begin/", plans.begin, name="begin"),
    path("<int:pk>/board/", plans.board, name="board"),
    path("<int:pk>/people/", people.people, name="people"),
    path("<int:pk>/people/add/", people.add, name="person_add"),
    path("<int:pk>/people/paste/", people.paste, name="people_paste"),
    path("<int:pk>/people/invite/", people.invite, name="people_invite"),
    path("<int:pk>/people/<int:number>/remove/", people.remove, name="person_remove"),
    path("<int:pk>/organisations/", people.organisation_add, name="organisation_add"),
    path(
        "<int:pk>/organisations/<int:number>/remove/",
        people.organisation_remove,
        name="organisation_remove",
    ),
    path("<int:pk>/facilitators/", people.facilitator_add, name="facilitator_add"),
    path(
        "<int:pk>/facilitators/<int:number>/remove/",
        people.facilitator_remove,
        name="facilitator_remove",
    ),
    path("<int:pk>/attendance/", attendance.attendance, name="attendance"),
    path("<int:pk>/attendance/<int:number>/", attendance.note, name="attendance_note"),
    path("<int:pk>/next-steps/", next_steps.next_steps, {"of": "workshop"}, name="next_steps"),
    path(
        "<int:pk>/next-steps.csv",
        next_steps.next_steps_csv,
        {"of": "workshop"},
        name="next_steps_csv",
    ),
    path(
        "<int:pk>/next-steps/<int:number>/",
        next_steps.next_step,
        {"of": "workshop"},
        name="next_step",
    ),
    path(
        "<int:pk>/next-steps/<int:number>/state/",
        next_steps.next_step_state,
        {"of": "workshop"},
        name="next_step_state",
    ),
    path("<int:pk>/attendance.pdf", attendance.signatures, name="signatures"),
]
