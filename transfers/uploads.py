"""How files arrive: never more of them than may be."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class LimitedUploadHandler(FileUploadHandler):
    """Stops keeping a file that is larger than settings.IMPORT_MAX_BYTES.

    What is still on its way is read and thrown away, since a browser whose connection ends in
    the middle shows its own error instead of our answer. `request.upload_was_too_large` tells
    the form.
    """

    received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.IMPORT_MAX_BYTES:
            self.request.upload_was_too_large = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one keep the file."""
        return
