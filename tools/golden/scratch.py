"""Convolution and pooling over random configurations, on small integers in float64, so that sums are exact and maxima tie."""

import random

import torch
import torch.nn.functional as F

from golden import array, write

SEED = 5
random.seed(SEED)
torch.manual_seed(SEED)


def integers(*shape):
    return torch.randint(-4, 5, shape).double()


def pair(low, high):
    return [random.randint(low, high), random.randint(low, high)]


def convolution():
    in_channels, out_channels = random.randint(1, 3), random.randint(1, 3)
    kernel_size, stride, padding = pair(1, 4), pair(1, 3), pair(0, 2)
    size = [max(1, k - 2 * p) + random.randint(0, 5) for k, p in zip(kernel_size, padding)]
    x, kernels, bias = integers(in_channels, *size), integers(out_channels, in_channels, *kernel_size), integers(out_channels)
    y = F.conv2d(x[None], kernels, bias, stride=stride, padding=padding)[0]
    return {
        "x": array(x),
        "kernels": array(kernels),
        "bias": array(bias),
        "stride": stride,
        "padding": padding,
        "y": array(y),
    }


def pooling(mode):
    kernel_size, stride = pair(1, 4), pair(1, 4)
    padding = [random.randint(0, k // 2) for k in kernel_size]
    size = [max(1, k - 2 * p) + random.randint(0, 5) for k, p in zip(kernel_size, padding)]
    count_include_pad = bool(random.getrandbits(1))
    x = integers(1, *size).requires_grad_()
    if mode == "max":
        y = F.max_pool2d(x, kernel_size, stride, padding)
    else:
        y = F.avg_pool2d(x, kernel_size, stride, padding, count_include_pad=count_include_pad)
    gradient = integers(*y.shape)
    y.backward(gradient)
    options = {"kernelSize": kernel_size, "stride": stride, "padding": padding, "mode": mode}
    if mode == "avg":
        options["countIncludePad"] = count_include_pad
    return {
        "x": array(x[0]),
        "options": options,
        "y": array(y[0]),
        "gradient": array(gradient[0]),
        "toInput": array(x.grad[0]),
    }


write("scratch", "convolution", SEED, [convolution() for _ in range(24)])
write("scratch", "pooling", SEED, [pooling(mode) for mode in ["max", "avg"] for _ in range(16)])
