"""First values of layers, and what the initializers draw, from seeds."""

import torch
from torch import nn

from golden import array, write

SEED = 7


def state(net):
    return {name: array(value) for name, value in net.state_dict().items()}


def network():
    """Small layers of each kind, with an image that is flattened in between."""
    return nn.Sequential(
        nn.Conv2d(2, 4, (3, 2)),
        nn.Sigmoid(),
        nn.Conv2d(4, 6, 3, groups=2, bias=False),
        nn.Flatten(),
        nn.Linear(6 * 2 * 3, 5),
        nn.ReLU(),
        nn.Linear(5, 3, bias=False),
    )


def defaults():
    torch.manual_seed(SEED)
    net = network()
    x = torch.randn(2, 2, 6, 6)
    return {"state": state(net), "x": array(x), "y": array(net(x))}


def xavier():
    """The recipe of textbooks: the defaults first, then Xavier for every weight."""
    torch.manual_seed(SEED)
    net = network()
    for layer in net:
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_uniform_(layer.weight)
    return state(net)


INITIALISERS = {
    "xavierUniform": (nn.init.xavier_uniform_, [({}, {}), ({"gain": 2.5}, {"gain": 2.5})]),
    "xavierNormal": (nn.init.xavier_normal_, [({}, {}), ({"gain": 0.5}, {"gain": 0.5})]),
    "kaimingUniform": (
        nn.init.kaiming_uniform_,
        [
            ({}, {}),
            ({"a": 0.2, "mode": "fanOut"}, {"a": 0.2, "mode": "fan_out"}),
            ({"nonlinearity": "tanh"}, {"nonlinearity": "tanh"}),
        ],
    ),
    "kaimingNormal": (
        nn.init.kaiming_normal_,
        [
            ({}, {}),
            ({"mode": "fanOut", "nonlinearity": "relu"}, {"mode": "fan_out", "nonlinearity": "relu"}),
            ({"nonlinearity": "sigmoid"}, {"nonlinearity": "sigmoid"}),
        ],
    ),
}


def draws():
    cases = []
    for name, (initialize, variants) in INITIALISERS.items():
        for options, keywords in variants:
            for shape in ([4, 3, 3, 2], [3, 5], [2, 3]):
                torch.manual_seed(SEED)
                values = initialize(torch.empty(shape), **keywords)
                cases.append({"name": name, "options": options, "values": array(values)})
    return cases


write("layers", "init", SEED, {"defaults": defaults(), "xavier": xavier(), "draws": draws()})
