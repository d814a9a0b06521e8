"""What torchvision makes of small images when it is given the parameters, and what it draws from a seed."""

import base64

import numpy
import torch
from golden import write
from PIL import Image
from torchvision import transforms as T
from torchvision.transforms import functional as F
from torchvision.transforms.functional import InterpolationMode

SEED = 5
HEIGHT, WIDTH = 13, 17

rng = numpy.random.default_rng(SEED)
y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH]
smooth = numpy.stack([x * 15, y * 20, (x + y) * 9], 2).clip(0, 255).astype(numpy.uint8)
SOURCES = {
    "noise": rng.integers(0, 256, (HEIGHT, WIDTH, 3), dtype=numpy.uint8),
    "smooth": smooth,
    "grey": rng.integers(0, 256, (HEIGHT, WIDTH), dtype=numpy.uint8),
    "dull": (smooth // 4 + 70).astype(numpy.uint8),
    "square": rng.integers(0, 256, (12, 12, 3), dtype=numpy.uint8),
}
IMAGES = {name: Image.fromarray(values) for name, values in SOURCES.items()}
RESULTS = {}


def encode(image):
    """An image (PIL, or a float tensor [C, H, W]) as the tests read it, channels last."""
    if isinstance(image, torch.Tensor):
        values = image.permute(1, 2, 0).contiguous().numpy()
    else:
        values = numpy.asarray(image)
        values = values[:, :, None] if values.ndim == 2 else values
    height, width, channels = values.shape
    key = "floats" if values.dtype == numpy.float32 else "bytes"
    data = base64.b64encode(numpy.ascontiguousarray(values).tobytes()).decode()
    return {"height": height, "width": width, "channels": channels, key: data}


def entry(name):
    return RESULTS.setdefault(name, {"applied": [], "drawn": []})


def applied(name, args, image, params, output):
    """One case: transform `name` made from `args`, on the image of that name, with these params."""
    output = [encode(part) for part in output] if isinstance(output, (list, tuple)) else encode(output)
    case = {"json": {"transform": name, "args": args}, "image": image, "params": params, "output": output}
    entry(name)["applied"].append(case)


def drawn(name, args, draw, height=HEIGHT, width=WIDTH, count=5, seed=SEED):
    """`count` draws of transform `name` made from `args`, all from one seed, for an image of the given size."""
    torch.manual_seed(seed)
    shape = {"height": height, "width": width, "channels": 3}
    params = [draw() for _ in range(count)]
    entry(name)["drawn"].append({"json": {"transform": name, "args": args}, "shape": shape, "seed": seed, "params": params})


def chance(p=0.5):
    """The draw of a transform that acts with probability p."""
    return lambda: {"applied": (torch.rand(1) < p).item()}


def at_random(name, args, act, p=0.5, images=("noise", "smooth", "grey", "dull")):
    """Cases of a transform that acts with probability p."""
    for image in images:
        applied(name, args, image, {"applied": True}, act(IMAGES[image]))
    applied(name, args, images[0], {"applied": False}, IMAGES[images[0]])
    drawn(name, args, chance(p))


MODES = [InterpolationMode.NEAREST, InterpolationMode.BILINEAR, InterpolationMode.BICUBIC]

# --- the six of the lessons ---

at_random("RandomHorizontalFlip", [0.5], F.hflip)

for mode in MODES:
    for angle in (-33.3, 9.75, 90.0, 180.0, 271.5):
        options = {"interpolation": mode.value}
        applied("RandomRotation", [360, options], "noise", {"angle": angle}, F.rotate(IMAGES["noise"], angle, mode))
    for expand, center, fill in ((True, None, 7), (False, [3, 2.5], [1, 20, 255]), (True, [0, 0], 0)):
        options = {"interpolation": mode.value, "expand": expand, "center": center, "fill": fill}
        result = F.rotate(IMAGES["smooth"], 25.0, mode, expand, center, fill)
        applied("RandomRotation", [360, options], "smooth", {"angle": 25.0}, result)
    result = F.rotate(IMAGES["grey"], -71.0, mode, fill=99)
    applied("RandomRotation", [360, {"interpolation": mode.value, "fill": 99}], "grey", {"angle": -71.0}, result)
    for angle in (0.0, 90.0, -90.0, 180.0):
        result = F.rotate(IMAGES["square"], angle, mode, True)
        options = {"interpolation": mode.value, "expand": True}
        applied("RandomRotation", [360, options], "square", {"angle": angle}, result)
drawn("RandomRotation", [10], lambda: {"angle": T.RandomRotation.get_params([-10.0, 10.0])})

for mode in MODES:
    for image, box, size in (
        ("noise", (0, 0, 13, 17), (7, 6)),
        ("noise", (2, 3, 9, 11), (20, 25)),
        ("smooth", (1, 0, 12, 10), (5, 31)),
        ("noise", (4, 4, 6, 8), (6, 16)),
        ("grey", (0, 5, 13, 4), (4, 4)),
        ("noise", (0, 0, 13, 17), (1, 1)),
    ):
        params = dict(zip(("top", "left", "height", "width"), box))
        result = F.resized_crop(IMAGES[image], *box, size, mode)
        applied("RandomResizedCrop", [size, {"interpolation": mode.value}], image, params, result)


def crop_box(box):
    return dict(zip(("top", "left", "height", "width"), box))


for options, (height, width) in (({}, (375, 500)), ({"scale": (0.8, 1.0)}, (375, 500)), ({"ratio": (3.0, 4.0)}, (99, 20)), ({"ratio": (0.1, 0.2)}, (20, 99))):
    crop = T.RandomResizedCrop(224, **options)
    blank = Image.new("RGB", (width, height))
    drawn("RandomResizedCrop", [224, options], lambda: crop_box(crop.get_params(blank, crop.scale, crop.ratio)), height, width)

ADJUST = {"brightness": F.adjust_brightness, "contrast": F.adjust_contrast, "saturation": F.adjust_saturation, "hue": F.adjust_hue}
NAMES = list(ADJUST)
for image in ("noise", "smooth", "grey", "dull"):
    for name, factors in (("brightness", (0.0, 0.83, 1.7)), ("contrast", (0.0, 0.83, 1.9)), ("saturation", (0.0, 0.4, 2.3)), ("hue", (-0.5, -0.07, 0.013, 0.3))):
        for factor in factors:
            params = {**dict.fromkeys(NAMES), "order": [0, 1, 2, 3], name: factor}
            applied("ColorJitter", [], image, params, ADJUST[name](IMAGES[image], factor))
for order in ([0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]):
    factors = {"brightness": 1.13, "contrast": 0.87, "saturation": 1.19, "hue": 0.09}
    result = IMAGES["noise"]
    for index in order:
        result = ADJUST[NAMES[index]](result, factors[NAMES[index]])
    applied("ColorJitter", [], "noise", {"order": order, **factors}, result)


def jitter_params(jitter):
    order, *factors = jitter.get_params(jitter.brightness, jitter.contrast, jitter.saturation, jitter.hue)
    return {"order": order.tolist(), **dict(zip(NAMES, factors))}


for options in ({"brightness": 0.2, "contrast": 0.2, "saturation": 0.2, "hue": 0.1}, {"brightness": (0.5, 0.9), "saturation": 3}, {"hue": (-0.3, 0.0)}):
    jitter = T.ColorJitter(**options)
    drawn("ColorJitter", [options], lambda: jitter_params(jitter))

for image in ("noise", "grey"):
    applied("ToTensor", [], image, None, F.to_tensor(IMAGES[image]))

IMAGENET = [[0.485, 0.456, 0.406], [0.229, 0.224, 0.225]]
IMAGES["floats"] = F.to_tensor(IMAGES["noise"])
applied("Normalize", IMAGENET, "floats", None, F.normalize(IMAGES["floats"], *IMAGENET))
applied("Normalize", [[0.5], [0.25]], "floats", None, F.normalize(IMAGES["floats"], [0.5], [0.25]))

# The whole chain, end to end: one seed, five images.
photo = IMAGES["smooth"].resize((40, 30), Image.BICUBIC)
IMAGES["photo"] = photo
chain = T.Compose(
    [
        T.RandomHorizontalFlip(0.5),
        T.RandomRotation(10),
        T.RandomResizedCrop(16, scale=(0.8, 1.0)),
        T.ColorJitter(0.2, 0.2, 0.2, 0.1),
        T.ToTensor(),
        T.Normalize(*IMAGENET),
    ]
)
torch.manual_seed(SEED)
chain_outputs = [encode(chain(photo)) for _ in range(5)]

write(
    "transforms",
    "transforms",
    SEED,
    {
        "images": {name: encode(image) for name, image in IMAGES.items()},
        "transforms": RESULTS,
        "chain": {"image": "photo", "seed": SEED, "outputs": chain_outputs},
    },
)
