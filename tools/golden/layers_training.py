"""Optimizers over ten steps, and the loss curves of LeNet over fifty."""

import torch
import torch.nn.functional as F
from torch import nn

from golden import array, write

SEED = 3

OPTIMISERS = [
    ("SGD", {"lr": 0.1}),
    ("SGD", {"lr": 0.1, "weightDecay": 0.3}),
    ("SGD", {"lr": 0.1, "momentum": 0.9}),
    ("SGD", {"lr": 0.1, "momentum": 0.9, "dampening": 0.4, "weightDecay": 0.1}),
    ("SGD", {"lr": 0.1, "momentum": 0.8, "nesterov": True, "weightDecay": 0.1}),
    ("Adam", {}),
    ("Adam", {"lr": 0.05, "betas": [0.8, 0.95], "eps": 1e-3, "weightDecay": 0.2}),
    ("AdamW", {}),
    ("AdamW", {"lr": 0.05, "betas": [0.8, 0.95], "eps": 1e-3, "weightDecay": 0.2}),
]
TORCH_NAMES = {"weightDecay": "weight_decay"}


def optimizer_case(name, options):
    torch.manual_seed(SEED)
    params = [torch.randn(3, 2).requires_grad_(), torch.randn(4).requires_grad_()]
    starts = [array(param.clone()) for param in params]
    optimizer = getattr(torch.optim, name)(params, **{TORCH_NAMES.get(key, key): value for key, value in options.items()})
    steps = []
    for _ in range(10):
        for param in params:
            param.grad = torch.randn(param.shape)
        optimizer.step()
        steps.append({"grads": [array(p.grad) for p in params], "params": [array(p.clone()) for p in params]})
    return {"name": name, "options": options, "starts": starts, "steps": steps}


def lenet(activation, pool):
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), activation(), pool(2),
        nn.Conv2d(6, 16, 5), activation(), pool(2),
        nn.Flatten(),
        nn.Linear(400, 120), activation(), nn.Linear(120, 84), activation(), nn.Linear(84, 10),
    )  # fmt: skip


def loss_curve(variant, batch, lr, momentum):
    """Fifty steps on patterns with noise: ten random pictures, one for each class."""
    torch.manual_seed(SEED)
    net = lenet(nn.Sigmoid, nn.AvgPool2d) if variant == "classic" else lenet(nn.ReLU, nn.MaxPool2d)
    for layer in net:
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_uniform_(layer.weight)
    optimizer = torch.optim.SGD(net.parameters(), lr=lr, momentum=momentum)
    generator = torch.Generator().manual_seed(SEED)
    patterns = torch.rand(10, 1, 28, 28, generator=generator)
    losses = []
    for _ in range(50):
        labels = torch.randint(0, 10, (batch,), generator=generator)
        noise = torch.rand(batch, 1, 28, 28, generator=generator)
        loss = F.cross_entropy(net(2 * patterns[labels] + noise - 1.5), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return {"variant": variant, "batch": batch, "lr": lr, "momentum": momentum, "losses": losses}


write(
    "layers",
    "training",
    SEED,
    {
        "optimizers": [optimizer_case(name, options) for name, options in OPTIMISERS],
        "curves": [loss_curve("classic", 4, 0.9, 0.0), loss_curve("modern", 4, 0.02, 0.9)],
    },
)
