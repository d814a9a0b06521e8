"""Values and gradients of blocks, linear layers and cross entropy for random configurations, for backend-wasm."""

import random

import torch
import torch.nn.functional as F

from golden import array, write

SEED = 11
ACTIVATIONS = {"linear": lambda z: z, "relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh}


def hwc(images):
    return array(images.permute(0, 2, 3, 1))


def hwio(filters):
    return array(filters.permute(2, 3, 1, 0))


def block(draw, sizes):
    """One convolution with bias, activation and perhaps pooling; everything in the backend's layout."""
    n, size, in_c, out_c, kernel = sizes
    stride, dilation = draw.choice([(1, 1), (1, 1), (2, 1), (1, 2)])
    padding = draw.choice([0, 1, 2])
    activation = draw.choice(list(ACTIVATIONS))
    x = torch.randn(n, in_c, size, size, requires_grad=True)
    w = torch.randn(out_c, in_c, kernel, kernel, requires_grad=True)
    b = torch.randn(out_c, requires_grad=True)
    y = ACTIVATIONS[activation](F.conv2d(x, w, b, stride=stride, padding=padding, dilation=dilation))
    kind = draw.choice(["max", "avg", None])
    pool, last = None, y
    if kind is not None and y.shape[2] >= 3:
        k, s, p = draw.choice([(2, 2, 0), (3, 2, 1), (3, 1, 0), (2, 1, 1)])
        ceil, include = draw.random() < 0.5, draw.random() < 0.5
        if kind == "max":
            last = F.max_pool2d(y, k, s, p, ceil_mode=ceil)
        else:
            last = F.avg_pool2d(y, k, s, p, ceil_mode=ceil, count_include_pad=include)
        pool = {"kind": kind, "kernel": [k, k], "strides": [s, s], "pads": [[p, p], [p, p]]}
        pool |= {"countIncludePad": include, "outSize": list(last.shape[2:])}
    dy = torch.randn_like(last)
    dx, dw, db = torch.autograd.grad(last, (x, w, b), dy)
    attrs = {"strides": [stride, stride], "dilations": [dilation, dilation], "pads": [[padding, padding]] * 2}
    attrs |= {"outSize": list(y.shape[2:]), "activation": activation, "pool": pool}
    tensors = {"x": hwc(x), "filter": hwio(w), "bias": array(b), "y": hwc(y), "last": hwc(last), "dy": hwc(dy)}
    return {"attrs": attrs, **tensors, "dx": hwc(dx), "dFilter": hwio(dw), "dBias": array(db)}


def linear(draw):
    m, k, n = (draw.randint(1, 14) for _ in range(3))
    activation = draw.choice(list(ACTIVATIONS))
    x, w, b = (torch.randn(*s, requires_grad=True) for s in ((m, k), (k, n), (n,)))
    y = ACTIVATIONS[activation](x @ w + b)
    dy = torch.randn_like(y)
    dx, dw, db = torch.autograd.grad(y, (x, w, b), dy)
    names = ("x", "weight", "bias", "y", "dy", "dx", "dWeight", "dBias")
    return {"activation": activation, **{k: array(v) for k, v in zip(names, (x, w, b, y, dy, dx, dw, db))}}


def cross_entropy(draw):
    n, classes = draw.randint(1, 9), draw.randint(2, 11)
    smoothing = draw.choice([0.0, 0.1])
    weight = torch.rand(classes) + 0.5 if draw.random() < 0.5 else None
    logits = (5 * torch.randn(n, classes)).requires_grad_()
    labels = torch.randint(0, classes, (n,))
    loss = F.cross_entropy(logits, labels, weight=weight, label_smoothing=smoothing)
    (gradient,) = torch.autograd.grad(loss, logits)
    case = {"labelSmoothing": smoothing, "logits": array(logits), "labels": array(labels)}
    case |= {} if weight is None else {"weight": array(weight)}
    return {**case, "loss": array(loss.reshape(1)), "gradient": array(gradient)}


def main():
    torch.manual_seed(SEED)
    draw = random.Random(SEED)
    channels, kernels = ([1, 2, 3, 6], [1, 3, 6, 8, 9]), [1, 2, 3]
    shapes = [
        (2, draw.randint(4, 7), *(draw.choice(c) for c in channels), draw.choice(kernels)) for _ in range(20)
    ]
    shapes.append((1, 6, 16, 16, 3))
    cases = {
        "blocks": [block(draw, sizes) for sizes in shapes],
        "linear": [linear(draw) for _ in range(12)],
        "crossEntropy": [cross_entropy(draw) for _ in range(12)],
    }
    write("backend-wasm", "kernels", SEED, cases)


main()
