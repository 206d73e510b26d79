from django.urls import path

from volunteers.training import editing, views

app_name = "training"

urlpatterns = [
    path("", views.home, name="home"),
    path("new/", editing.create, name="create"),
    path("preview/", editing.preview, name="preview"),
    path("<int:pk>/", views.unit, name="unit"),
    path("<int:pk>/edit/", editing.edit, name="edit"),
    path("<int:pk>/move/", editing.move, name="move"),
    path("<int:pk>/questions/new/", editing.create_question, name="create_question"),
    path("questions/<int:pk>/", editing.edit_question, name="edit_question"),
    path("questions/<int:pk>/move/", editing.move_question, name="move_question"),
    path("questions/<int:pk>/remove/", editing.remove_question, name="remove_question"),
]
