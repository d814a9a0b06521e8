"""Output sizes, parameter counts and receptive fields of random layers."""

import random

import torch
from torch import nn

import golden

SEED = 3
random.seed(SEED)


def pair(low, high):
    return [random.randint(low, high), random.randint(low, high)]


def output_size(layer, channels, size):
    """[height, width] behind a layer, or None where PyTorch refuses."""
    try:
        return list(layer(torch.zeros(1, channels, *size)).shape[2:])
    except RuntimeError:
        return None


def convolution():
    size, groups = pair(1, 24), random.choice([1, 1, 2, 3])
    channels = [groups * random.randint(1, 3), groups * random.randint(1, 3)]
    options = {"kernelSize": pair(1, 6), "stride": pair(1, 5), "padding": pair(0, 4), "dilation": pair(1, 3)}
    bias = random.random() < 0.5
    layer = nn.Conv2d(
        *channels, options["kernelSize"], options["stride"], options["padding"], options["dilation"], groups, bias
    )
    return {
        "size": size,
        "channels": channels,
        "options": {**options, "groups": groups, "bias": bias},
        "output": output_size(layer, channels[0], size),
        "params": sum(p.numel() for p in layer.parameters()),
    }


def transposed():
    size, stride, dilation = pair(1, 12), pair(1, 5), pair(1, 3)
    extra = [random.randint(0, max(s, d) - 1) for s, d in zip(stride, dilation)]
    options = {"kernelSize": pair(1, 6), "stride": stride, "padding": pair(0, 4), "outputPadding": extra, "dilation": dilation}
    layer = nn.ConvTranspose2d(
        2, 3, options["kernelSize"], stride, options["padding"], extra, dilation=dilation
    )
    return {
        "size": size,
        "options": options,
        "output": output_size(layer, 2, size),
        "params": sum(p.numel() for p in layer.parameters()),
    }


def pooling(kind):
    size, kernel = pair(1, 24), pair(1, 6)
    options = {
        "kernelSize": kernel,
        "stride": pair(1, 5),
        "padding": [random.randint(0, k // 2) for k in kernel],
        "ceilMode": random.random() < 0.6,
    }
    if kind == "max":
        options["dilation"] = pair(1, 3)
        layer = nn.MaxPool2d(kernel, options["stride"], options["padding"], options["dilation"], ceil_mode=options["ceilMode"])
    else:
        layer = nn.AvgPool2d(kernel, options["stride"], options["padding"], options["ceilMode"])
    return {"size": size, "options": options, "output": output_size(layer, 1, size)}


def receptive_field():
    """The rows and columns of the image that reach the middle output of a stack, found by its gradient."""
    size, stack, modules = 160, [], []
    for _ in range(random.randint(1, 3)):
        options = {"kernelSize": pair(1, 5), "stride": pair(1, 3), "padding": pair(0, 2), "dilation": pair(1, 2)}
        layer = nn.Conv2d(1, 1, options["kernelSize"], options["stride"], options["padding"], options["dilation"], bias=False)
        nn.init.ones_(layer.weight)
        stack.append(options)
        modules.append(layer.double())
    image = torch.ones(1, 1, size, size, dtype=torch.float64, requires_grad=True)
    output = nn.Sequential(*modules)(image)
    position = [n // 2 for n in output.shape[2:]]
    output[0, 0, position[0], position[1]].backward()
    rows, columns = image.grad[0, 0].nonzero(as_tuple=True)
    return {
        "stack": stack,
        "position": position,
        "size": size,
        "first": [int(rows.min()), int(columns.min())],
        "last": [int(rows.max()), int(columns.max())],
    }


golden.write(
    "shapes",
    "sizes",
    SEED,
    {
        "conv": [convolution() for _ in range(120)],
        "convTranspose": [transposed() for _ in range(80)],
        "maxPool": [pooling("max") for _ in range(120)],
        "avgPool": [pooling("avg") for _ in range(80)],
        "receptiveField": [receptive_field() for _ in range(40)],
    },
)
