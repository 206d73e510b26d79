"""Files in and out as a person or a script does it: pages, jobs and commands."""

import io
import subprocess
import sys
import threading
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from django.conf import settings as live_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from accounts.models import Grant
from accounts.permissions import Role
from accounts.tests.factories import make_user
from accounts.tests.test_browser_auth import SIZES, faults_of
from regions.models import Region
from regions.tests.factories import RegionFactory
from schools.models import School
from sessions.tests.factories import make_taught
from sessions.tests.test_browser_log import let_in
from transfers import services
from transfers.models import Job, JobStatus
from transfers.services import run_job
from volunteers.tests.factories import ProjectFactory

HEADER = "code,name_en,name_ru,name_kk,region,district,settlement,languages"
GOOD = f"{HEADER}\nS1,School 1,,Мектеп,KZ-71,,urban,kk;ru\nS2,School 2,,,KZ-71,Есіл,urban,kk\n"


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("schools.csv", GOOD)
    return stream.getvalue()


BAD_FILES = {
    "a zip": (zipped(), "Excel workbook or a zip archive"),
    "an image": (b"\x89PNG\r\n\x1a\n" + bytes(500), "an image"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
    "nothing": (b"", "empty"),
    "a header alone": (f"{HEADER}\n".encode(), "no row below it"),
    "UTF-16": (GOOD.encode("utf-16"), "UTF-16"),
    "another encoding": (GOOD.encode("cp1251", "replace"), "not in UTF-8"),
    "zero bytes": (GOOD.encode() + b"S3,\0", "no text"),
    "another table": (b"a,b\n1,2\n", "missing from the header"),
    "a column too few": (GOOD.replace(",languages", "").encode(), "missing from the header"),
    "a column twice": (
        GOOD.replace("name_ru", "name_en", 1).encode(),
        "stands in the header twice",
    ),
    "cut off in a quote": (GOOD.encode() + b'S3,"Sch', "never closes"),
    "cut off in a row": (GOOD.encode() + b"S3,School", "cut off here"),
    "too many cells": (GOOD.encode() + b"S3,School,,,KZ-71,,urban,kk,ru\n", "into quotes"),
    "wrong region": (GOOD.replace("KZ-71", "KZ-99").encode(), "no known region"),
    "a row twice": (GOOD.encode() + GOOD.splitlines()[1].encode(), "stands in line 2 already"),
    "an endless cell": (GOOD.encode() + b'S3,"' + b"x" * 300_000, "A quote"),
    "an endless line": (b"x" * 2_000_000, "more than a million characters"),
}


@pytest.fixture(autouse=True)
def region(request):
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        RegionFactory(code="KZ-71")


@pytest.fixture
def manager(db):
    return make_user(Role.MANAGER)


@pytest.fixture
def worker(monkeypatch):
    """Jobs are done as soon as they are hinted at, by nobody but the test."""
    monkeypatch.setattr(services, "_hint", lambda job_id: None)


@pytest.fixture
def web(client, manager, worker) -> Client:
    client.force_login(manager)
    return client


def send(web: Client, content: bytes | str, kind: str = "schools", name: str = "schools.csv"):
    content = content.encode() if isinstance(content, str) else content
    return web.post("/transfers/import/", {"kind": kind, "file": SimpleUploadedFile(name, content)})


def sent_job(web: Client, content: bytes | str, **options) -> Job:
    """The job of a file that was sent, checked."""
    response = send(web, content, **options)
    assert response.status_code == 302, response.context["form"].errors
    job = Job.objects.get()
    assert response["Location"] == f"/transfers/{job.pk}/"
    run_job(job.pk)
    job.refresh_from_db()
    return job


@pytest.mark.django_db(transaction=True)
def test_file_is_checked_first_and_written_when_somebody_says_so(web):
    job = sent_job(web, GOOD)
    assert not School.objects.exists()
    page = web.get(f"/transfers/{job.pk}/").content.decode()
    assert "Import 2 rows" in page
    assert "Nothing is written yet" in page
    web.post(f"/transfers/{job.pk}/continue/")
    run_job(job.pk)
    assert School.objects.count() == 2
    assert "Imported" in web.get(f"/transfers/{job.pk}/").content.decode()
    # Pressed once more, it writes nothing more.
    response = web.post(f"/transfers/{job.pk}/continue/", follow=True)
    assert "started already" in response.content.decode()
    job.refresh_from_db()
    assert job.status == JobStatus.DONE


@pytest.mark.django_db(transaction=True)
def test_file_that_changes_nothing_offers_nothing_to_write(web):
    sent = sent_job(web, GOOD)
    web.post(f"/transfers/{sent.pk}/continue/")
    run_job(sent.pk)
    Job.objects.all().delete()
    job = sent_job(web, GOOD)
    page = web.get(f"/transfers/{job.pk}/").content.decode()
    assert "nothing to do" in page
    assert "Import 2 rows" not in page


@pytest.mark.django_db(transaction=True)
def test_records_that_changed_since_the_check_are_checked_again(web):
    job = sent_job(web, GOOD.replace(",Есіл", ","))
    Region.objects.update(code="KZ-72")
    web.post(f"/transfers/{job.pk}/continue/")
    run_job(job.pk)
    job.refresh_from_db()
    assert job.status == JobStatus.REFUSED
    assert job.result["fault_count"] == 2
    assert not School.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_file_sent_in_the_browser_is_explained_and_writes_nothing(web, name):
    content, told = BAD_FILES[name]
    response = send(web, content)
    if response.status_code == 302:
        job = Job.objects.get()
        run_job(job.pk)
        page = web.get(f"/transfers/{job.pk}/").content.decode()
    else:
        assert response.status_code == 422
        assert not Job.objects.exists()
        page = response.content.decode()
    assert told in page
    assert not School.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_file_given_to_the_command_is_explained_and_writes_nothing(tmp_path, name):
    content, told = BAD_FILES[name]
    path = tmp_path / "schools.csv"
    path.write_bytes(content)
    errors = io.StringIO()
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("import_data", "schools", str(path), stderr=errors)
    assert told in errors.getvalue()
    assert all(line.startswith("line ") for line in errors.getvalue().splitlines())
    assert not School.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_all_faults_can_be_downloaded_where_a_page_shows_the_first(web):
    rows = "".join(f"S{number},School,,,KZ-99,,urban,kk\n" for number in range(300))
    job = sent_job(web, f"{HEADER}\n{rows}")
    page = web.get(f"/transfers/{job.pk}/").content.decode()
    assert "300 faults, so nothing was written" in page
    assert "the first 200 of 300" in page
    response = web.get(f"/transfers/{job.pk}/download/")
    lines = response.getvalue().decode().splitlines()
    assert len(lines) == 300
    assert lines[299].startswith("line 301, region: “KZ-99” is no known region")
    assert 'attachment; filename="schools-faults.txt"' in response["Content-Disposition"]


@pytest.mark.django_db(transaction=True)
def test_file_over_the_limit_is_refused_with_a_clear_message(web, settings):
    settings.IMPORT_MAX_BYTES = 100_000
    response = send(web, GOOD + "x" * 200_000)
    assert response.status_code == 422
    assert "The file is larger than 97.7" in response.content.decode()
    assert not Job.objects.exists()


class Endless(io.RawIOBase):
    """A request body of 300 MB that is nowhere at once."""

    def __init__(self, head: bytes, size: int, tail: bytes) -> None:
        self.parts = [head, b"", tail]
        self.left = size
        self.length = len(head) + size + len(tail)

    def read(self, size: int = -1) -> bytes:
        if self.parts[0]:
            head, self.parts[0] = self.parts[0][:size], self.parts[0][size:]
            return head
        if self.left:
            taken = min(size if size > 0 else 1 << 16, self.left)
            self.left -= taken
            return b"a,b\n" * (taken // 4) + b"a,b\n"[: taken % 4]
        tail, self.parts[2] = self.parts[2], b""
        return tail


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_300_mb_are_refused_without_being_kept_anywhere(web, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    head = (
        b'--b\r\nContent-Disposition: form-data; name="kind"\r\n\r\nschools\r\n--b\r\n'
        b'Content-Disposition: form-data; name="file"; filename="big.csv"\r\n'
        b"Content-Type: text/csv\r\n\r\n"
    )
    body = Endless(head, 300 * 1024 * 1024, b"\r\n--b--\r\n")
    tracemalloc.start()
    response = web.generic(
        "POST",
        "/transfers/import/",
        b"",
        content_type="multipart/form-data; boundary=b",
        **{"wsgi.input": body, "CONTENT_LENGTH": str(body.length)},
    )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert response.status_code == 422
    assert "The file is larger than" in response.content.decode()
    assert not Job.objects.exists()
    assert list(tmp_path.iterdir()) == []
    assert peak < 20 * 1024 * 1024


@pytest.mark.django_db
def test_import_asks_for_both_the_kind_and_the_file(web):
    response = web.post("/transfers/import/", {})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"kind", "file"}
    response = send(web, GOOD, kind="pupils")
    assert "kind" in response.context["form"].errors


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.COORDINATOR, Role.PARTNER])
def test_import_and_session_export_are_for_managers(client, role):
    client.force_login(make_user(role))
    assert client.get("/transfers/import/").status_code == 403
    assert client.get("/transfers/export-sessions/").status_code == 403
    assert client.post("/transfers/export-sessions/", {}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_job_of_another_person_is_not_found(web, client):
    job = sent_job(web, GOOD)
    client.force_login(make_user(Role.MANAGER))
    for path in ("", "download/"):
        assert client.get(f"/transfers/{job.pk}/{path}").status_code == 404
    assert client.post(f"/transfers/{job.pk}/continue/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_job_of_someone_who_lost_the_role_is_closed(web, manager):
    job = sent_job(web, GOOD)
    Grant.objects.filter(user=manager).delete()
    assert web.get(f"/transfers/{job.pk}/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_sessions_go_out_as_a_job_and_come_down_as_a_file(web):
    session = make_taught(
        project=ProjectFactory(code="BKD"),
        school=School.objects.create(
            code="S1",
            name_en="School",
            region=RegionFactory(code="KZ-71"),
            settlement="urban",
            languages=["kk"],
        ),
    )
    session.refresh_from_db()
    day = session.date.isoformat()
    assert web.get("/transfers/export-sessions/").status_code == 200
    response = web.post(
        "/transfers/export-sessions/", {"start": day, "end": day, "projects": ["BKD"]}
    )
    job = Job.objects.get()
    assert response["Location"] == f"/transfers/{job.pk}/"
    assert web.get(f"/transfers/{job.pk}/download/").status_code == 404
    run_job(job.pk)
    response = web.get(f"/transfers/{job.pk}/download/")
    assert f'filename="sessions-{day}-{day}.csv"' in response["Content-Disposition"]
    lines = response.getvalue().decode().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith(session.external_id)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data", [{}, {"start": "2020-02-31", "end": "x"}, {"start": "2020-03-02", "end": "2020-03-01"}]
)
def test_wrong_period_of_an_export_is_told_at_the_field(web, data):
    response = web.post("/transfers/export-sessions/", data)
    assert response.status_code == 422
    assert "end" in response.context["form"].errors
    assert not Job.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["import-schools", "no-such-kind"])
def test_kind_without_a_form_has_no_page(web, slug):
    assert web.get(f"/transfers/{slug}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_progress_is_asked_for_until_the_job_is_over(web):
    send(web, GOOD)
    job = Job.objects.get()
    headers = {"HX-Request": "true"}
    part = web.get(f"/transfers/{job.pk}/", headers=headers).content.decode()
    assert 'hx-trigger="every 1s"' in part
    assert "<html" not in part
    run_job(job.pk)
    part = web.get(f"/transfers/{job.pk}/", headers=headers).content.decode()
    assert "hx-get" not in part
    assert "Import 2 rows" in part


@pytest.mark.django_db(transaction=True)
def test_command_imports_and_says_what_changed(tmp_path):
    path = tmp_path / "schools.csv"
    path.write_text(GOOD)
    out = io.StringIO()
    call_command("import_data", "schools", str(path), "--dry-run", stdout=out)
    assert "Nothing was written (--dry-run). 2 rows; schools: 2 new" in out.getvalue()
    assert not School.objects.exists()
    call_command("import_data", "schools", str(path), stdout=out)
    assert "2 rows; schools: 2 new, 0 changed, 0 unchanged; districts added: 1" in out.getvalue()
    assert School.objects.count() == 2
    call_command("import_data", "schools", str(path), stdout=out)
    assert "0 new, 0 changed, 2 unchanged" in out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_export_command_writes_a_file_and_refuses_what_makes_no_sense(tmp_path):
    ProjectFactory(code="BKD")
    path = tmp_path / "out.csv"
    period = ["--from", "2020-01-01", "--to", "2020-12-31"]
    call_command("export_sessions", *period, "--out", str(path), stderr=io.StringIO())
    assert path.read_text().startswith("external_id,project,lesson,school,date,start,")
    for wrong, told in (
        (["--from", "2020-01-01", "--to", "2019-01-01"], "before --from"),
        ([*period, "--project", "XYZ"], "No such project: XYZ. There are: BKD"),
        ([*period, "--out", "/no/such/folder/out.csv"], "No such file"),
        (["--from", "2020-02-31", "--to", "2020-03-01"], "not a date"),
    ):
        with pytest.raises(CommandError, match=told):
            call_command("export_sessions", *wrong)
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ["import_data", "schools", "/no/such/file.csv"],
        ["import_data", "schools", "/tmp"],
        ["import_data", "pupils", "/no/such/file.csv"],
        ["export_sessions", "--from", "2020-13-01", "--to", "2020-12-31"],
    ],
)
def test_command_ends_with_1_and_a_message_and_no_traceback(arguments):
    ended = subprocess.run(
        [sys.executable, Path(live_settings.BASE_DIR) / "manage.py", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert ended.stderr.strip()


@pytest.fixture
def at_work(monkeypatch):
    """A worker beside the page: each job starts in a thread as soon as it is hinted at."""
    threads = []

    def work(job_id):
        def run():
            try:
                run_job(job_id)
            finally:
                connection.close()

        threads.append(threading.Thread(target=run))
        threads[-1].start()

    monkeypatch.setattr(services, "_hint", work)
    yield
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_manager_imports_a_file_in_the_browser(page, manager, at_work, tmp_path):
    path = tmp_path / "schools.csv"
    path.write_text(GOOD.replace("S2,", "S 2,"))
    let_in(page, manager)
    page.goto("/transfers/")
    page.get_by_role("link", name="Import a file").click()
    page.get_by_label("Schools").check()
    page.get_by_label("CSV file").set_input_files(path)
    page.get_by_role("button", name="Send and check").click()
    page.get_by_text("1 fault, so nothing was written").wait_for()
    assert page.get_by_role("row", name="“S 2” is not a code").is_visible()
    assert faults_of(page) == []
    path.write_text(GOOD)
    page.get_by_role("link", name="Send the corrected file").click()
    page.get_by_label("Schools").check()
    page.get_by_label("CSV file").set_input_files(path)
    page.get_by_role("button", name="Send and check").click()
    page.get_by_role("button", name="Import 2 rows").click()
    page.get_by_text("Imported. This is what changed.").wait_for()
    assert School.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_browser_says_that_a_file_is_too_large_before_sending_it(page, manager, settings, tmp_path):
    settings.IMPORT_MAX_BYTES = 50
    path = tmp_path / "schools.csv"
    path.write_text(GOOD)
    let_in(page, manager)
    page.goto("/transfers/import/")
    page.get_by_label("Schools").check()
    page.get_by_label("CSV file").set_input_files(path)
    page.get_by_role("button", name="Send and check").click()
    assert (
        page.get_by_label("CSV file")
        .evaluate("input => input.validationMessage")
        .startswith("The file is larger than")
    )
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_of_jobs_can_be_read_by_all(page, web, manager, size, mode):
    done = sent_job(web, GOOD)
    send(web, GOOD)
    let_in(page, manager)
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=mode)
    faults = []
    waiting = Job.objects.latest("pk")
    paths = ["", "import/", "export-sessions/", f"{done.pk}/", f"{waiting.pk}/"]
    for path in paths:
        page.goto(f"/transfers/{path}")
        faults += faults_of(page)
    assert faults == []
