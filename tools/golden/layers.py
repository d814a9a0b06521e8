"""Values and gradients of the layers over random configurations, in PyTorch's layout (NCHW, OIHW, [out, in])."""

import random

import torch
import torch.nn.functional as F

from golden import array, with_gradients, write

SEED = 20240
torch.manual_seed(SEED)
random.seed(SEED)


def pair(low, high):
    return random.choice([random.randint(low, high), [random.randint(low, high), random.randint(low, high)]])


def as_pair(value):
    return value if isinstance(value, list) else [value, value]


def padded(x, padding, fill=0.0):
    """x with padding [[top, bottom], [left, right]] around it."""
    (top, bottom), (left, right) = padding
    return F.pad(x, (left, right, top, bottom), value=fill)


def conv2d_cases():
    cases = []
    while len(cases) < 14:
        groups = random.choice([1, 1, 1, 2, 3])
        in_channels, out_channels = groups * random.randint(1, 2), groups * random.randint(1, 2)
        options = {"stride": pair(1, 3), "dilation": pair(1, 2), "padding": pair(0, 2)}
        if random.random() < 0.25:
            options["padding"] = [[random.randint(0, 3) for _ in range(2)] for _ in range(2)]
        kernel = [random.randint(1, 3), random.randint(1, 3)]
        x = torch.randn(2, in_channels, random.randint(3, 6), random.randint(3, 6))
        w = torch.randn(out_channels, in_channels // groups, *kernel)
        inputs = {"x": x, "w": w}
        if random.random() < 0.7:
            inputs["bias"] = torch.randn(out_channels)

        def conv(x, w, bias=None):
            if isinstance(options["padding"], list) and isinstance(options["padding"][0], list):
                return F.conv2d(padded(x, options["padding"]), w, bias, options["stride"], 0, options["dilation"], groups)
            return F.conv2d(x, w, bias, options["stride"], options["padding"], options["dilation"], groups)

        try:
            cases.append({"options": {**options, "groups": groups}, **with_gradients(inputs, conv)})
        except RuntimeError:
            continue  # the kernel is larger than the image
    return cases


def pool2d_cases(kind):
    cases = []
    while len(cases) < 12:
        kernel = pair(1, 4)
        options = {"padding": [random.randint(0, k // 2) for k in as_pair(kernel)], "ceilMode": random.random() < 0.5}
        if random.random() < 0.7:
            options["stride"] = pair(1, 3)
        if kind == "max":
            options["dilation"] = pair(1, 2)
        else:
            options["countIncludePad"] = random.random() < 0.5
        x = torch.randn(2, 2, random.randint(3, 7), random.randint(3, 7))
        if random.random() < 0.4:
            x = torch.round(x)  # equal numbers: which one gets the gradient

        def pool(x):
            stride = options.get("stride")
            if kind == "max":
                return F.max_pool2d(x, kernel, stride, options["padding"], options["dilation"], options["ceilMode"])
            return F.avg_pool2d(x, kernel, stride, options["padding"], options["ceilMode"], options["countIncludePad"])

        try:
            cases.append({"kernelSize": kernel, "options": options, **with_gradients({"x": x}, pool)})
        except RuntimeError:
            continue
    return cases


def linear_cases():
    cases = []
    for shape, bias in [([3, 4], True), ([2, 5], False), ([2, 3, 4], True)]:
        inputs = {"x": torch.randn(shape), "weight": torch.randn(3, shape[-1])}
        if bias:
            inputs["bias"] = torch.randn(3)
        cases.append(with_gradients(inputs, F.linear))
    return cases


def activation_cases():
    x = torch.cat([torch.linspace(-6, 6, 25), torch.tensor([0.0, -0.0, 30.0, -30.0, 100.0, -100.0])])
    functions = {"sigmoid": lambda x: torch.sigmoid(x), "tanh": lambda x: torch.tanh(x), "relu": lambda x: F.relu(x)}
    cases = {name: with_gradients({"x": x}, f) for name, f in functions.items()}
    y = 5 * torch.randn(2, 3, 4)
    for name, f in {"softmax": F.softmax, "logSoftmax": F.log_softmax}.items():
        for dim in (-1, 1):
            cases[f"{name} {dim}"] = with_gradients({"x": y}, lambda x: f(x, dim))
    return cases


def cross_entropy_cases():
    cases = []
    for smoothing in (0.0, 0.1):
        for weighted in (False, True):
            for reduction in ("mean", "sum", "none"):
                labels = torch.randint(0, 4, (5,))
                weight = torch.rand(4) if weighted else None
                case = with_gradients(
                    {"logits": 10 * torch.randn(5, 4)},
                    lambda logits: F.cross_entropy(
                        logits, labels, weight, label_smoothing=smoothing, reduction=reduction
                    ),
                )
                case.update(labels=array(labels), labelSmoothing=smoothing, reduction=reduction)
                if weighted:
                    case["weight"] = array(weight)
                cases.append(case)
    return cases


write(
    "layers",
    "ops",
    SEED,
    {
        "conv2d": conv2d_cases(),
        "maxPool2d": pool2d_cases("max"),
        "avgPool2d": pool2d_cases("avg"),
        "linear": linear_cases(),
        "activations": activation_cases(),
        "crossEntropy": cross_entropy_cases(),
    },
)
