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


def group_norm_cases():
    cases = []
    for groups, each, options in [(1, 3, {}), (4, 1, {"eps": 0.1}), (2, 2, {}), (3, 2, {"affine": False}), (2, 3, {})]:
        layer = nn.GroupNorm(groups, groups * each, **options)
        default = state(layer)
        draw_parameters(layer)
        x = random.uniform(-3, 3) + 2 * torch.randn(2, groups * each, random.randint(1, 4), random.randint(2, 4))
        arguments = {"numGroups": groups, "numChannels": groups * each, "options": options}
        cases.append({**arguments, "default": default, **step(layer, x)})
    return cases


def layer_norm_cases():
    """The last axes of tensors of several ranks; of those of rank 4, images with channels first."""
    cases = []
    for shape, axes in [([3, 5], 1), ([2, 3, 4], 1), ([2, 3, 2, 4], 1), ([2, 3, 2, 4], 2), ([2, 3, 2, 4], 3), ([4, 6], 1)]:
        options = {"eps": random.choice([1e-5, 0.1]), "elementwiseAffine": random.random() < 0.8}
        normalized = shape[-axes:]
        layer = nn.LayerNorm(normalized, options["eps"], options["elementwiseAffine"])
        default = state(layer)
        draw_parameters(layer)
        x = random.uniform(-3, 3) + 2 * torch.randn(shape)
        cases.append({"normalizedShape": normalized, "options": options, "default": default, **step(layer, x)})
    return cases


def flattened_case():
    """A normalization of flattened images between two linear layers."""
    net = nn.Sequential(nn.Flatten(), nn.LayerNorm(12), nn.Linear(12, 3))
    draw_parameters(net)
    x = torch.randn(2, 3, 2, 2)
    return {"state": state(net), "x": array(x), "y": array(net(x))}


write(
    "layers",
    "normalization",
    SEED,
    {
        "batchNorm2d": batch_norm2d_cases(),
        "groupNorm": group_norm_cases(),
        "layerNorm": layer_norm_cases(),
        "flattened": flattened_case(),
    },
)
