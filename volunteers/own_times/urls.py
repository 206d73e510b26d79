from django.urls import path

from volunteers.own_times import views

app_name = "times"

urlpatterns = [
    path("", views.home, name="home"),
    path("hours/", views.add, {"kind": "hours"}, name="add_hours"),
    path("away/", views.add, {"kind": "away"}, name="add_away"),
    path("wish/", views.wish, name="wish"),
    path("hours/<int:pk>/remove/", views.remove, {"kind": "hours"}, name="remove_hours"),
    path("away/<int:pk>/remove/", views.remove, {"kind": "away"}, name="remove_away"),
]
