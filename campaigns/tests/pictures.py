"""Pictures for tests: as phones make them, and as somebody with bad intentions does."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from campaigns.models import Picture
from campaigns.pictures import services
from campaigns.pictures.encoding import encode

SECRET = b"Zhumagul was here"


def photo(size: tuple[int, int] = (800, 400), kind: str = "JPEG") -> bytes:
    """Taken with the phone held upright, with the place, a name and a colour profile in it."""
    image = Image.new("RGB", size, "#3388cc")
    image.paste("#cc3333", (0, 0, size[0] // 2, size[1]))
    exif = image.getexif()
    exif[0x0112] = 6  # lies on its side: turn it clockwise
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (43.0, 15.0, 30.0), 3: "E", 4: (76.0, 54.0, 0.0)})
    out = io.BytesIO()
    image.save(out, kind, exif=exif, **({"comment": SECRET} if kind == "JPEG" else {}))
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is that large."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def sent(content: bytes | None = None, **said) -> dict:
    """What the form sends: nobody is on it, unless something else is said."""
    given = {"file": upload(content or photo()), "alt": "A river bank", "shows": "nobody"} | said
    return {f"picture-{name}": value for name, value in given.items()}


def make_picture(*, by, post=None, campaign=None, **said) -> Picture:
    said = {"alt": "A river bank", "shows": "nobody"} | said
    new = services.NewPicture(encoded=encode(photo((60, 40))), **said)
    if post:
        return services.add_to_post(post, by=by, new=new)
    return services.add_to_campaign(campaign, by=by, new=new)
