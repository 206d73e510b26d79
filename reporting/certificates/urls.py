from django.urls import path

from reporting.certificates import workshop_views as views

urlpatterns = [
    path("", views.certificates, name="workshop_certificates"),
    path("all/", views.issue_all, name="workshop_certificates_all"),
    path("of/<int:number>/", views.issue, name="workshop_certificate_issue"),
    path("<int:number>/pdf/", views.pdf, name="workshop_certificate_pdf"),
]
