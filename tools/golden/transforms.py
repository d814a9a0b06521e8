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
    return RESULTS.setdefault(name, {"applied": [], "drawn": [], "ran": []})


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

# --- the others ---

at_random("RandomVerticalFlip", [0.5], F.vflip, images=("noise", "grey"))
at_random("RandomInvert", [0.5], F.invert, images=("noise", "grey"))
at_random("RandomAutocontrast", [0.5], F.autocontrast, images=("dull", "grey"))
at_random("RandomGrayscale", [0.1], lambda image: F.rgb_to_grayscale(image, len(image.getbands())), 0.1, ("noise", "grey"))
for bits in (0, 1, 4, 8):
    at_random("RandomPosterize", [bits, {"p": 0.3}], lambda image: F.posterize(image, bits), 0.3, ("noise",))
for threshold in (0, 100.5, 256):
    at_random("RandomSolarize", [threshold, {"p": 0.5}], lambda image: F.solarize(image, threshold), 0.5, ("noise", "grey"))
for factor in (0.0, 0.5, 1.9, 7.0):
    at_random("RandomAdjustSharpness", [factor, {}], lambda image: F.adjust_sharpness(image, factor), 0.5, ("noise", "grey"))

IMAGES["tiny"] = IMAGES["noise"].crop((0, 0, 2, 4))
at_random("RandomAdjustSharpness", [0.0], lambda image: F.adjust_sharpness(image, 0.0), images=("tiny",))
IMAGES["levels"] = Image.fromarray(((numpy.mgrid[0:32, 0:32].sum(0) // 4) ** 2 // 2 + 7).astype(numpy.uint8))
IMAGES["flat"] = Image.fromarray(numpy.full((32, 32), 77, numpy.uint8))
at_random("RandomEqualize", [0.5], F.equalize, images=("noise", "levels", "flat"))
applied("RandomAutocontrast", [0.5], "flat", {"applied": True}, F.autocontrast(IMAGES["flat"]))

for channels in (1, 3):
    for image in ("noise", "grey"):
        options = {"numOutputChannels": channels}
        applied("Grayscale", [options], image, None, F.rgb_to_grayscale(IMAGES[image], channels))

for size in ([13, 17], [4, 5], [5, 4], [20, 6], [3, 30], [31, 31]):
    applied("CenterCrop", [size], "noise", None, F.center_crop(IMAGES["noise"], size))
for size in ([4, 5], [13, 17]):
    applied("FiveCrop", [size], "grey", None, F.five_crop(IMAGES["grey"], size))
for vertical in (False, True):
    options = {"verticalFlip": vertical}
    applied("TenCrop", [[5, 4], options], "grey", None, F.ten_crop(IMAGES["grey"], [5, 4], vertical))

for mode in MODES:
    for size in ([7, 9], [13, 30], 6, 20):
        applied("Resize", [size, {"interpolation": mode.value}], "noise", None, F.resize(IMAGES["noise"], size, mode))
applied("Resize", [10, {"maxSize": 12}], "smooth", None, F.resize(IMAGES["smooth"], 10, max_size=12))
applied("Resize", [[13, 17], {}], "smooth", None, F.resize(IMAGES["smooth"], [13, 17]))

for padding in (2, [3, 1], [1, 2, 3, 4]):
    applied("Pad", [padding, {"fill": [1, 2, 3]}], "noise", None, F.pad(IMAGES["noise"], padding, (1, 2, 3)))
for mode in ("edge", "reflect", "symmetric"):
    for padding in ([1, 2, 3, 4], [20, 0, 0, 14]):
        result = F.pad(IMAGES["grey"], padding, padding_mode=mode)
        applied("Pad", [padding, {"paddingMode": mode}], "grey", None, result)

for size, options in (
    ([6, 5], {}),
    ([13, 17], {}),
    ([13, 17], {"padding": 4, "fill": 9}),
    ([20, 21], {"padIfNeeded": True, "paddingMode": "reflect"}),
    ([12, 30], {"padding": [1, 2], "padIfNeeded": True, "paddingMode": "edge"}),
):
    named = {"padIfNeeded": "pad_if_needed", "paddingMode": "padding_mode"}
    crop = T.RandomCrop(size, **{named.get(key, key): value for key, value in options.items()})
    boxes = []
    draw = crop.get_params
    crop.get_params = lambda image, size: boxes.append(draw(image, size)) or boxes[-1]
    torch.manual_seed(SEED)
    output = crop(IMAGES["noise"])
    applied("RandomCrop", [size, options], "noise", crop_box(boxes.pop()), output)
    drawn("RandomCrop", [size, options], lambda: crop(IMAGES["noise"]) and crop_box(boxes.pop()))

AFFINE = [
    ({"angle": 30.0, "translate": [2, -3], "scale": 0.8, "shear": [10.0, -5.0]}, {}),
    ({"angle": 0.0, "translate": [4, 1], "scale": 1.0, "shear": [0.0, 0.0]}, {"fill": [9, 99, 199]}),
    ({"angle": 0.0, "translate": [0, 0], "scale": 1.7, "shear": [0.0, 0.0]}, {"fill": 50}),
    ({"angle": -100.0, "translate": [0, 0], "scale": 2.5, "shear": [0.0, 20.0]}, {"center": [3, 4.5]}),
]
for mode in MODES:
    for params, options in AFFINE:
        result = F.affine(IMAGES["noise"], **params, interpolation=mode, **options)
        applied("RandomAffine", [0, {**options, "interpolation": mode.value}], "noise", params, result)
for degrees, options in (
    (25, {}),
    ([-5, 60], {"translate": [0.3, 0.2], "scale": [0.5, 2], "shear": 15}),
    (0, {"shear": [1, 2, 3, 4]}),
):
    affine = T.RandomAffine(degrees, **options)

    def affine_params():
        terms = affine.get_params(affine.degrees, affine.translate, affine.scale, affine.shear, [WIDTH, HEIGHT])
        return dict(zip(("angle", "translate", "scale", "shear"), terms))

    drawn("RandomAffine", [degrees, options], affine_params)

CORNERS = [[0, 0], [WIDTH - 1, 0], [WIDTH - 1, HEIGHT - 1], [0, HEIGHT - 1]]
for mode in MODES:
    for ends in ([[2, 1], [14, 3], [15, 11], [1, 10]], [[0, 4], [16, 0], [12, 12], [3, 9]]):
        params = {"startpoints": CORNERS, "endpoints": ends}
        options = {"interpolation": mode.value, "fill": [10, 20, 30]}
        result = F.perspective(IMAGES["smooth"], CORNERS, ends, mode, [10, 20, 30])
        applied("RandomPerspective", [options], "smooth", params, result)


def perspective_params():
    if not (torch.rand(1) < 0.7).item():
        return None
    return dict(zip(("startpoints", "endpoints"), T.RandomPerspective.get_params(WIDTH, HEIGHT, 0.6)))


drawn("RandomPerspective", [{"distortionScale": 0.6, "p": 0.7}], perspective_params)

for kernel, sigma in ((3, 0.4), ([5, 9], 2.0), ([1, 3], 1.0)):
    applied("GaussianBlur", [kernel], "noise", {"sigma": sigma}, F.gaussian_blur(IMAGES["noise"], kernel, [sigma, sigma]))
drawn("GaussianBlur", [3, {"sigma": [0.1, 2.0]}], lambda: {"sigma": T.GaussianBlur.get_params(0.1, 2.0)})

# --- what is compared from the seed on: draws and pixels together ---


def ran(name, args, image, transform, count=4):
    """`count` results of torchvision's transform, one after the other, from one seed."""
    torch.manual_seed(SEED)
    outputs = [encode(transform(IMAGES[image])) for _ in range(count)]
    entry(name)["ran"].append({"json": {"transform": name, "args": args}, "image": image, "seed": SEED, "outputs": outputs})


for alpha, sigma, options in ((50.0, 1.0, {}), (120.0, 0.7, {"fill": 90}), (80.0, 1.2, {"interpolation": "nearest"})):
    named = {**options, "interpolation": InterpolationMode(options.get("interpolation", "bilinear"))}
    elastic = T.ElasticTransform(alpha, sigma, **named)
    ran("ElasticTransform", [{"alpha": alpha, "sigma": sigma, **options}], "noise", elastic, 2)
for options in ({"p": 0.7}, {"p": 0.9, "value": [0.1, 0.2, 0.3], "scale": [0.1, 0.5]}, {"p": 0.9, "value": "random"}):
    ran("RandomErasing", [options], "floats", T.RandomErasing(**options), 3)
flips = [T.RandomHorizontalFlip(), T.RandomVerticalFlip()]
nested = [{"transform": "RandomHorizontalFlip", "args": [0.5]}, {"transform": "RandomVerticalFlip", "args": [0.5]}]
ran("RandomApply", [nested, {"p": 0.6}], "grey", T.RandomApply(flips, 0.6), 6)
for policy in ("imagenet", "cifar10", "svhn"):
    augment = T.AutoAugment(T.AutoAugmentPolicy(policy), fill=[99, 88, 77])
    ran("AutoAugment", [{"policy": policy, "fill": [99, 88, 77]}], "noise", augment, 9)
rand = T.RandAugment(3, 20, interpolation=InterpolationMode.BILINEAR)
ran("RandAugment", [{"numOps": 3, "magnitude": 20, "interpolation": "bilinear"}], "smooth", rand, 8)
ran("RandAugment", [], "noise", T.RandAugment(), 10)
ran("TrivialAugmentWide", [], "noise", T.TrivialAugmentWide(), 14)

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
