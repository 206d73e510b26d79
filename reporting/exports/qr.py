"""An address as a code to point a phone at, as an SVG drawing."""

import io

import segno

INK = "#10263b"


def qr_of(address: str) -> str:
    stream = io.BytesIO()
    segno.make(address, error="m", micro=False).save(stream, kind="svg", border=0, dark=INK)
    return stream.getvalue().decode()
