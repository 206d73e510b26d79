from django.urls import path

from transfers import views

app_name = "transfers"

urlpatterns = [
    path("", views.job_list, name="list"),
    path("import/", views.import_file, name="import"),
    path("<int:pk>/", views.job_page, name="job"),
    path("<int:pk>/continue/", views.continue_job, name="continue"),
    path("<int:pk>/download/", views.download, name="download"),
    path("<slug:slug>/", views.request_job, name="request"),
]
