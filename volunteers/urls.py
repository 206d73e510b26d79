from django.urls import path

from volunteers import views

app_name = "volunteers"

urlpatterns = [
    path("", views.volunteer_list, name="list"),
    path("<int:pk>/", views.volunteer_detail, name="detail"),
    path("<int:pk>/guardian/", views.guardian, name="guardian"),
]
