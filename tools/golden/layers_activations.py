"""Values and gradients of the activations with options over random configurations."""

import random

import torch
import torch.nn.functional as F

from golden import with_gradients, write

SEED = 20241
torch.manual_seed(SEED)
random.seed(SEED)

EDGES = torch.tensor([0.0, -0.0, 3.0, -3.0, 1e-4, -1e-4, 30.0, -30.0, 100.0, -100.0])


def shape():
    return [random.randint(1, 3) for _ in range(random.randint(1, 4))]


def cases(f, *configurations):
    """For each configuration, the numbers where something may happen and random ones of random shape."""
    xs = [EDGES, *(3 * torch.randn(shape()) for _ in range(2))]
    return [
        {"options": options, **with_gradients({"x": x}, lambda x: f(x, **arguments))}
        for options, arguments in configurations
        for x in xs
    ]


def uniform(low, high):
    return round(random.uniform(low, high), 3)


slopes = [uniform(0, 1), uniform(-1, 2)]
alphas = [uniform(0, 1), uniform(1, 2)]

write(
    "layers",
    "activations",
    SEED,
    {
        "leakyRelu": cases(
            F.leaky_relu, ({}, {}), *(({"negativeSlope": slope}, {"negative_slope": slope}) for slope in slopes)
        ),
        "elu": cases(F.elu, ({}, {}), *(({"alpha": alpha}, {"alpha": alpha}) for alpha in alphas)),
        "gelu": cases(F.gelu, ({}, {}), ({"approximate": "tanh"}, {"approximate": "tanh"})),
        "silu": cases(F.silu, ({}, {})),
        "hardswish": cases(F.hardswish, ({}, {})),
    },
)
