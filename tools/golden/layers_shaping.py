"""Values and gradients of the layers that choose their output's size, over random configurations (NCHW)."""

import random

import torch
import torch.nn.functional as F
from torch import nn

from golden import array, with_gradients, write

SEED = 20241
torch.manual_seed(SEED)
random.seed(SEED)


def image(channels=2):
    return torch.randn(2, channels, random.randint(1, 7), random.randint(1, 7))


def adaptive_cases(pool):
    cases = []
    for _ in range(8):
        size = [random.choice([None, *range(1, 9)]) for _ in range(2)]
        x = image()
        if random.random() < 0.5:
            x = torch.round(x)  # equal numbers: which one gets the gradient
        cases.append({"outputSize": size, **with_gradients({"x": x}, lambda x: pool(x, size))})
    return cases


def upsample_cases():
    cases = []
    for i in range(12):
        options = {"mode": "bilinear" if i % 2 else "nearest"}
        if i % 4 < 2:
            options["scaleFactor"] = random.choice([1.3, 2, 3, 0.6, [2, 1.7], [1.5, 1]])
        else:
            options["size"] = random.choice([random.randint(1, 9), [random.randint(1, 9), random.randint(1, 9)]])
        if options["mode"] == "bilinear":
            options["alignCorners"] = random.random() < 0.5
        x = torch.randn(2, 2, random.randint(2, 5), random.randint(2, 5))

        def resize(x):
            factor = options.get("scaleFactor")
            factor = tuple(factor) if isinstance(factor, list) else factor
            return F.interpolate(x, options.get("size"), factor, options["mode"], options.get("alignCorners"))

        cases.append({"options": options, **with_gradients({"x": x}, resize)})
    return cases


def pool1d_cases(kind):
    cases = []
    while len(cases) < 5:
        kernel = random.randint(1, 4)
        options = {"padding": random.randint(0, kernel // 2), "ceilMode": random.random() < 0.5}
        if random.random() < 0.7:
            options["stride"] = random.randint(1, 3)
        if kind == "max":
            options["dilation"] = random.randint(1, 2)
        else:
            options["countIncludePad"] = random.random() < 0.5
        x = torch.round(2 * torch.randn(2, 2, random.randint(3, 9)))

        def pool(x):
            stride, padding, ceil = options.get("stride"), options["padding"], options["ceilMode"]
            if kind == "max":
                return F.max_pool1d(x, kernel, stride, padding, options["dilation"], ceil)
            return F.avg_pool1d(x, kernel, stride, padding, ceil, options["countIncludePad"])

        try:
            cases.append({"kernelSize": kernel, "options": options, **with_gradients({"x": x}, pool)})
        except RuntimeError:
            continue  # the window is larger than the sequence
    return cases


class Residual(nn.Module):
    def __init__(self, branch, shortcut):
        super().__init__()
        self.branch, self.shortcut = branch, shortcut

    def forward(self, x):
        return self.branch(x) + self.shortcut(x)


class Concat(nn.ModuleList):
    def forward(self, x):
        return torch.cat([branch(x) for branch in self], 1)


def residual():
    branch = nn.Sequential(nn.Conv2d(2, 4, 3, 2, 1), nn.Tanh(), nn.Conv2d(4, 4, 3, 1, 1))
    return Residual(branch, nn.Conv2d(2, 4, 1, 2, bias=False))


def concat():
    first = nn.Conv2d(2, 3, 1)
    branch = nn.Sequential(nn.Conv2d(2, 2, 1), nn.Tanh(), nn.Conv2d(2, 4, 3, 1, 1))
    return Concat([first, branch, nn.AvgPool2d(3, 1, 1)])


def decoder():
    net = nn.Sequential(
        nn.Linear(5, 24), nn.Tanh(), nn.LayerNorm(24), nn.Unflatten(1, (4, 2, 3)), nn.Conv2d(4, 3, 2)
    )
    nn.init.normal_(net[2].weight)
    nn.init.normal_(net[2].bias)
    return net


def block_case(make, *shape):
    """A module as the seed 5 makes it, and what it does to an image."""
    torch.manual_seed(5)
    block = make()
    state = {name: array(value) for name, value in block.state_dict().items()}
    return {"state": state, **with_gradients({"x": torch.randn(shape)}, lambda x: block(x))}


write(
    "layers",
    "shaping",
    SEED,
    {
        "adaptiveAvgPool2d": adaptive_cases(F.adaptive_avg_pool2d),
        "adaptiveMaxPool2d": adaptive_cases(F.adaptive_max_pool2d),
        "residual": block_case(residual, 2, 2, 6, 5),
        "concat": block_case(concat, 2, 2, 6, 5),
        "unflatten": block_case(decoder, 2, 5),
        "upsample": upsample_cases(),
        "maxPool1d": pool1d_cases("max"),
        "avgPool1d": pool1d_cases("avg"),
    },
)
