"""Values and gradients of the layers that choose their output's size, over random configurations (NCHW)."""

import random

import torch
import torch.nn.functional as F

from golden import with_gradients, write

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


write(
    "layers",
    "shaping",
    SEED,
    {
        "adaptiveAvgPool2d": adaptive_cases(F.adaptive_avg_pool2d),
        "adaptiveMaxPool2d": adaptive_cases(F.adaptive_max_pool2d),
    },
)
