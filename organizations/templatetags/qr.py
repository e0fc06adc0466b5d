"""A link as a picture for a telephone's camera."""

from functools import partial

import qrcode
from django import template
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage

register = template.Library()
# Any of the eight masks is right; to look for the best one takes ten times as long, and a sheet holds many codes.
_code = partial(
    qrcode.make, image_factory=SvgPathImage, error_correction=qrcode.ERROR_CORRECT_M, mask_pattern=2, border=1
)


@register.filter
def qr_svg(text: str) -> SafeString:
    """An SVG element with the QR code of a text; what it says stands beside it in letters."""
    drawing = _code(text).to_string(encoding="unicode")
    drawing = drawing.replace("<svg ", '<svg class="qr-code" aria-hidden="true" focusable="false" ', 1)
    return mark_safe(drawing)
