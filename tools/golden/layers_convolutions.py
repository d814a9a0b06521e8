"""Values, gradients and first weights of the transposed, depthwise and one-dimensional convolutions (NCHW)."""

import random

import torch
import torch.nn.functional as F
from torch import nn

from golden import array, with_gradients, write

SEED = 20242
torch.manual_seed(SEED)
random.seed(SEED)


def pair(low, high):
    return [random.randint(low, high), random.randint(low, high)]


def transposed_cases():
    cases = []
    while len(cases) < 12:
        groups = random.choice([1, 1, 2, 3])
        in_channels, out_channels = groups * random.randint(1, 2), groups * random.randint(1, 2)
        stride, dilation = pair(1, 3), pair(1, 3)
        extra = [random.randint(0, max(s, d) - 1) for s, d in zip(stride, dilation)]
        options = {"stride": stride, "dilation": dilation, "padding": pair(0, 2), "outputPadding": extra}
        x = torch.randn(2, in_channels, *pair(1, 4))
        inputs = {"x": x, "w": torch.randn(in_channels, out_channels // groups, *pair(1, 3))}
        if random.random() < 0.6:
            inputs["bias"] = torch.randn(out_channels)

        def transposed(x, w, bias=None):
            return F.conv_transpose2d(x, w, bias, stride, options["padding"], extra, groups, dilation)

        try:
            cases.append({"options": {**options, "groups": groups}, **with_gradients(inputs, transposed)})
        except RuntimeError:
            continue  # nothing is left of the output
    return cases


def first_weights(make):
    torch.manual_seed(5)
    return {name: array(value) for name, value in make().state_dict().items()}


write(
    "layers",
    "convolutions",
    SEED,
    {
        "convTranspose2d": transposed_cases(),
        "init": {"convTranspose2d": first_weights(lambda: nn.ConvTranspose2d(4, 6, (3, 2), groups=2))},
    },
)
