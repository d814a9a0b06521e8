"""Values and gradients of the losses over random configurations; inputs have PyTorch's shapes, which are ours."""

import random

import torch
import torch.nn.functional as F

from golden import array, with_gradients, write

SEED = 20242
torch.manual_seed(SEED)
random.seed(SEED)

REDUCTIONS = ("mean", "sum", "none")


def shape():
    return [random.randint(1, 4) for _ in range(random.randint(1, 3))]


def nll_cases():
    cases = []
    for reduction in REDUCTIONS:
        for weighted in (False, True):
            n, classes = random.randint(1, 6), random.randint(2, 5)
            labels = torch.randint(0, classes, (n,))
            weight = torch.rand(classes) if weighted else None
            log_p = F.log_softmax(3 * torch.randn(n, classes), 1)
            case = with_gradients({"logP": log_p}, lambda logP: F.nll_loss(logP, labels, weight, reduction=reduction))
            case.update(labels=array(labels), reduction=reduction)
            if weighted:
                case["weight"] = array(weight)
            cases.append(case)
    return cases


def difference_cases(f, *configurations):
    """Pairs of tensors some of whose differences are 0, 1 or -1, where the losses have their edges."""
    cases = []
    for options in configurations:
        for reduction in REDUCTIONS:
            target = 2 * torch.randn(shape())
            difference = 2 * torch.randn(target.shape)
            x = target + torch.where(torch.rand(target.shape) < 0.4, torch.round(difference), difference)
            case = with_gradients(
                {"x": x, "target": target}, lambda x, target: f(x, target, reduction=reduction, **options)
            )
            cases.append({"options": {**options, "reduction": reduction}, **case})
    return cases


def bce_cases():
    cases = []
    for reduction in REDUCTIONS:
        for weight_shape, pos_weight_shape in [(None, None), ([3], None), (None, [3]), ([4, 1], [1]), ([4, 3], [3])]:
            x = torch.cat([5 * torch.randn(3, 3), torch.tensor([[0.0, 100.0, -100.0]])])
            target = torch.where(torch.rand(4, 3) < 0.5, torch.rand(4, 3), torch.randint(0, 2, (4, 3)).float())
            weights = {
                name: 3 * torch.rand(size)
                for name, size in [("weight", weight_shape), ("pos_weight", pos_weight_shape)]
                if size is not None
            }
            case = with_gradients(
                {"x": x, "target": target},
                lambda x, target: F.binary_cross_entropy_with_logits(x, target, reduction=reduction, **weights),
            )
            case["reduction"] = reduction
            if "weight" in weights:
                case["weight"] = array(weights["weight"])
            if "pos_weight" in weights:
                case["posWeight"] = array(weights["pos_weight"])
            cases.append(case)
    return cases


write(
    "layers",
    "losses",
    SEED,
    {
        "nllLoss": nll_cases(),
        "mseLoss": difference_cases(F.mse_loss, {}),
        "l1Loss": difference_cases(F.l1_loss, {}),
        "huberLoss": difference_cases(F.huber_loss, {}, {"delta": 0.25}, {"delta": 3.0}),
        "bceWithLogits": bce_cases(),
    },
)
