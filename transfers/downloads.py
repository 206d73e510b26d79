"""How the file that a job gave out reaches the browser."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from transfers.models import Job

GONE = 410


def give_file(request: HttpRequest, job: Job) -> HttpResponse:
    """The file; a page that says so where it was removed.

    :raises Http404: the job gave out none.
    """
    if job.files_removed_at and job.output_name:
        return render(request, "transfers/removed.html", {"job": job}, status=GONE)
    if not job.has_file:
        raise Http404
    try:
        stream = job.output_file.open("rb")
    except FileNotFoundError:
        return render(request, "transfers/removed.html", {"job": job}, status=GONE)
    response = FileResponse(stream, as_attachment=True, filename=job.output_name)
    response["Cache-Control"] = "private, no-store"
    return response
