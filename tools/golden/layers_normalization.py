"""Values, gradients and running statistics of the normalizing layers over random configurations, in PyTorch's layout."""

import random

import torch
from torch import nn

from golden import array, with_gradients, write

SEED = 20242
torch.manual_seed(SEED)
random.seed(SEED)


def draw_parameters(layer):
    """Other numbers than the defaults 1 and 0, so that a missing parameter shows."""
    for parameter in layer.parameters():
        nn.init.normal_(parameter, 0.5)


def state(layer):
    return {name: array(value.float()) for name, value in layer.state_dict().items()}


def step(layer, x):
    """One pass, with the gradients for x and the parameters, and the state behind it."""
    layer.zero_grad()
    case = with_gradients({"x": x}, lambda x: layer(x))
    case.update({f"d{name}": array(parameter.grad) for name, parameter in layer.named_parameters()})
    return {**case, "state": state(layer)}


def batch_norm2d_cases():
    configurations = [{}, {"momentum": None}, {"affine": False}, {"trackRunningStats": False}]
    for _ in range(4):
        configurations.append(
            {
                "eps": random.choice([1e-3, 0.1, 0.0]),
                "momentum": random.choice([0.5, 1.0, 0.0, None]),
                "affine": random.random() < 0.7,
            }
        )
    cases = []
    for options in configurations:
        keywords = {"track_running_stats" if key == "trackRunningStats" else key: v for key, v in options.items()}
        channels = random.randint(1, 4)
        layer = nn.BatchNorm2d(channels, **keywords)
        default = state(layer)
        draw_parameters(layer)
        case = {"numFeatures": channels, "options": options, "default": default, "state": state(layer), "training": []}
        for _ in range(3):
            x = random.uniform(-5, 5) + random.uniform(0.5, 3) * torch.randn(
                random.randint(2, 3), channels, random.randint(1, 3), random.randint(1, 3)
            )
            case["training"].append(step(layer, x))
        layer.eval()
        case["use"] = step(layer, 2 * torch.randn(2, channels, 2, 3) + 1)
        cases.append(case)
    return cases


write("layers", "normalization", SEED, {"batchNorm2d": batch_norm2d_cases()})
