"""Encoded images of every mode and what PIL makes of them: convert("L"), convert("RGB"), convert("RGBA")."""

import base64
import io

import numpy
from PIL import Image

import golden

SEED = 0
random = numpy.random.RandomState(SEED)


def smooth(height, width, channels):
    """Waves with a little noise, so that a JPEG has something to keep."""
    y, x, c = numpy.mgrid[0:height, 0:width, 0:channels]
    waves = 128 + 100 * numpy.sin(x / 5 + c) * numpy.cos(y / 4 - c) + random.randint(-9, 9, (height, width, channels))
    return waves.clip(0, 255).astype(numpy.uint8)


def image(mode, channels, height=11, width=14):
    values = smooth(height, width, channels)
    return Image.fromarray(values[:, :, 0] if channels == 1 else values, mode)


def case(name, picture, file_format, **options):
    file = io.BytesIO()
    picture.save(file, file_format, **options)
    modes = {}
    for mode in ("L", "RGB", "RGBA"):
        modes[mode] = golden.array(numpy.asarray(Image.open(file).convert(mode)).astype(numpy.int32))
    return {"name": name, "file": base64.b64encode(file.getvalue()).decode(), "modes": modes}


turned = Image.Exif()
turned[0x0112] = 6  # orientation: turn by 90 degrees to show
palette = image("RGB", 3).quantize(16)
see_through = image("RGB", 3).quantize(8)
see_through.info["transparency"] = 3

golden.write(
    "images",
    "pil",
    SEED,
    [
        case("PNG grey", image("L", 1), "PNG"),
        case("PNG grey with alpha", image("LA", 2), "PNG"),
        case("PNG colour", image("RGB", 3), "PNG"),
        case("PNG colour with alpha", image("RGBA", 4), "PNG"),
        case("PNG palette", palette, "PNG"),
        case("PNG palette with a transparent colour", see_through, "PNG", transparency=3),
        case("PNG of one bit", image("L", 1).convert("1"), "PNG"),
        case("PNG of one pixel", image("RGB", 3, 1, 1), "PNG"),
        case("JPEG grey", image("L", 1), "JPEG", quality=80),
        case("JPEG 4:4:4", image("RGB", 3), "JPEG", quality=90, subsampling=0),
        case("JPEG 4:2:0", image("RGB", 3, 21, 18), "JPEG", quality=75, subsampling=2),
        case("JPEG progressive", image("RGB", 3, 9, 17), "JPEG", quality=75, progressive=True),
        case("JPEG turned by EXIF", image("RGB", 3), "JPEG", quality=90, exif=turned),
        case("GIF", palette, "GIF"),
        case("WebP lossless", image("RGB", 3), "WEBP", lossless=True),
        case("TIFF", image("RGB", 3), "TIFF"),
        case("JPEG 4:2:2", image("RGB", 3, 11, 19), "JPEG", quality=85, subsampling=1),
    ],
)
