"""From what somebody sends to a picture of our own: read by its content, made from its points.

Nothing of the file itself is kept: no place, no time, no camera, nothing behind its end.
"""

import io
import struct
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from campaigns.models.pictures import LONGEST_SIDE, SMALL_SIDE
from sessions.errors import Refusal

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 15_000_000
MOST_POINTS = 50_000_000
"""What the best phones take; a file of a few bytes may claim to unfold to any size."""

CONTENT_TYPE = "image/webp"
_QUALITY = 82
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_BROKEN = (OSError, SyntaxError, ValueError, IndexError, EOFError, struct.error, zlib.error)
"""What reading a damaged file may end in, by the library's own words."""


@dataclass(frozen=True)
class Encoded:
    """The bytes of a picture and of its thumbnail, and how large the picture is."""

    large: bytes
    small: bytes
    width: int
    height: int


def encode(raw: bytes) -> Encoded:
    """The picture in a file, upright, no longer than 1,600 points, and nothing else of the file.

    :raises Refusal: it is no picture, a damaged one, or too large.
    """
    if raw[4:8] == b"ftyp" and raw[8:12] in _HEIF_BRANDS:
        raise _refusal(
            _(
                "This is a HEIC picture, which most browsers cannot show. Take a screenshot of it "
                "and send that. For the next ones choose “Most compatible” in your iPhone’s "
                "settings, under Camera, Formats."
            )
        )
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as image:
            _check_points(image)
            large = _pixels_only(_made_small(image))
    except UnidentifiedImageError:
        raise _refusal(_("This is no JPEG, PNG or WebP picture. Send a photo.")) from None
    except Image.DecompressionBombError:
        raise _too_many_points() from None
    except _BROKEN:
        raise _refusal(
            _("This picture is damaged or was cut off on its way. Send it once more.")
        ) from None
    small = large.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE), Image.Resampling.LANCZOS)
    return Encoded(_written(large), _written(small), large.width, large.height)


def _check_points(image: Image.Image) -> None:
    """Before anything is unfolded."""
    if image.width * image.height > MOST_POINTS:
        raise _too_many_points()


def _too_many_points() -> Refusal:
    return _refusal(
        _("This picture has more than %(most)s million points. Make it smaller, then send it.")
        % {"most": MOST_POINTS // 1_000_000}
    )


def _made_small(image: Image.Image) -> Image.Image:
    """Made smaller first, so that a large picture is in memory as few times as may be."""
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    if image.mode not in ("RGB", "RGBA"):
        is_see_through = "A" in image.getbands() or "transparency" in image.info
        image = image.convert("RGBA" if is_see_through else "RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return ImageOps.exif_transpose(image)


def _pixels_only(image: Image.Image) -> Image.Image:
    """The same points in a new picture, without anything that a file carries beside them."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def _written(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=_QUALITY, method=4, exif=b"", xmp=b"", icc_profile=b"")
    return out.getvalue()


def _refusal(message: str) -> Refusal:
    return Refusal(message, field="file")
