from django.urls import path

from volunteers.applying import views

app_name = "join"

urlpatterns = [
    path("", views.start, name="start"),
    path("sent/", views.sent, name="sent"),
    path("confirm/<slug:token>/", views.confirm, name="confirm"),
    path("<slug:name>/", views.step, name="step"),
]
