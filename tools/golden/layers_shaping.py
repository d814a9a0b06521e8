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


def block_case(make, *shape):
    """A module as the seed 5 makes it, and what it does to an image."""
    torch.manual_seed(5)
    block = make()
    state = {name: array(value) for name, value in block.state_dict().items()}
    return {"state": state, **with_gradients({"x": torch.randn(shape)}, block)}


write(
    "layers",
    "shaping",
    SEED,
    {
        "adaptiveAvgPool2d": adaptive_cases(F.adaptive_avg_pool2d),
        "adaptiveMaxPool2d": adaptive_cases(F.adaptive_max_pool2d),
        "residual": block_case(residual, 2, 2, 6, 5),
        "concat": block_case(concat, 2, 2, 6, 5),
    },
)
