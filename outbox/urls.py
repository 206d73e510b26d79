from django.urls import path

from outbox import views

app_name = "outbox"

urlpatterns = [
    path("", views.letters, name="list"),
    path("<int:pk>/", views.letter, name="letter"),
    path("<int:pk>/again/", views.send_again, name="again"),
    path("choices/", views.choices, name="choices"),
    path("folder/", views.mail_folder, name="folder"),
]
