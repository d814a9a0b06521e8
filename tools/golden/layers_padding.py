"""Values and gradients of convolutions with other paddings than zeros, over random configurations."""

import random

import torch
from torch import nn

from golden import array, with_gradients, write

SEED = 20243
torch.manual_seed(SEED)
random.seed(SEED)


def cases():
    found = []
    for mode in ("reflect", "replicate", "circular"):
        for padding in (1, [2, 0], [0, 3], "same", [3, 2]):
            groups = random.choice([1, 2])
            in_channels, out_channels = groups * random.randint(1, 2), groups * random.randint(1, 2)
            kernel = [random.randint(1, 3), random.randint(2, 3)]
            options = {"padding": padding, "dilation": random.randint(1, 2), "groups": groups}
            options["stride"] = 1 if padding == "same" else random.randint(1, 2)
            options["bias"] = random.random() < 0.5
            layer = nn.Conv2d(in_channels, out_channels, kernel, padding_mode=mode, **options)
            most = max(padding) if isinstance(padding, list) else 2
            least = most + (1 if mode == "reflect" else 0)
            height, width = random.randint(max(least, 4), 6), random.randint(max(least, 4), 6)
            case = with_gradients({"x": torch.randn(2, in_channels, height, width)}, lambda x: layer(x))
            case.update({f"d{name}": array(parameter.grad) for name, parameter in layer.named_parameters()})
            case["state"] = {name: array(value) for name, value in layer.state_dict().items()}
            case["channels"] = [in_channels, out_channels]
            case["options"] = {**options, "kernelSize": kernel, "paddingMode": mode}
            found.append(case)
    return found


write("layers", "padding", SEED, {"conv2d": cases()})
