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


def depthwise_cases():
    cases = []
    while len(cases) < 8:
        channels, multiplier = random.randint(2, 4), random.randint(1, 3)
        options = {
            "kernelSize": pair(1, 3),
            "stride": pair(1, 3),
            "padding": pair(0, 2),
            "dilation": pair(1, 2),
            "multiplier": multiplier,
            "bias": random.random() < 0.7,
        }
        x = torch.randn(2, channels, *pair(3, 6))
        torch.manual_seed(5)
        conv = nn.Conv2d(
            channels,
            channels * multiplier,
            options["kernelSize"],
            options["stride"],
            options["padding"],
            options["dilation"],
            channels,
            options["bias"],
        )
        state = {name: array(value) for name, value in conv.state_dict().items()}
        try:
            case = with_gradients({"x": x}, lambda x: conv(x))
        except RuntimeError:
            continue  # the kernel is larger than the image
        case = {"channels": channels, "options": options, "state": state, **case}
        cases.append({**case, "dweight": array(conv.weight.grad)})
    return cases


class Separable(nn.Module):
    def __init__(self):
        super().__init__()
        self.depthwise = nn.Conv2d(3, 6, 3, 2, 1, groups=3, bias=False)
        self.pointwise = nn.Conv2d(6, 4, 1)

    def forward(self, x):
        return self.pointwise(self.depthwise(x))


def separable_case():
    torch.manual_seed(5)
    block = Separable()
    state = {name: array(value) for name, value in block.state_dict().items()}
    return {"state": state, **with_gradients({"x": torch.randn(2, 3, 6, 5)}, lambda x: block(x))}


def conv1d_cases():
    cases = []
    while len(cases) < 8:
        groups = random.choice([1, 1, 2, 3])
        in_channels, out_channels = groups * random.randint(1, 2), groups * random.randint(1, 2)
        options = {"stride": random.randint(1, 3), "padding": random.randint(0, 2), "dilation": random.randint(1, 3)}
        inputs = {
            "x": torch.randn(2, in_channels, random.randint(3, 9)),
            "w": torch.randn(out_channels, in_channels // groups, random.randint(1, 4)),
        }
        if random.random() < 0.6:
            inputs["bias"] = torch.randn(out_channels)

        def conv(x, w, bias=None):
            return F.conv1d(x, w, bias, **options, groups=groups)

        try:
            cases.append({"options": {**options, "groups": groups}, **with_gradients(inputs, conv)})
        except RuntimeError:
            continue  # the kernel is larger than the sequence
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
        "depthwiseConv2d": depthwise_cases(),
        "separableConv2d": separable_case(),
        "conv1d": conv1d_cases(),
        "init": {
            "convTranspose2d": first_weights(lambda: nn.ConvTranspose2d(4, 6, (3, 2), groups=2)),
            "conv1d": first_weights(lambda: nn.Conv1d(4, 6, 3, groups=2)),
        },
    },
)
