"""Values and gradients of tfjs-core's ops for random configurations, in the backend's layout (NHWC), for backend-wasm."""

import random

import torch
import torch.nn.functional as F

from golden import array, write

SEED = 17


def on_images(f):
    """f on NHWC instead of NCHW."""
    return lambda x: f(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)


def case(op, inputs, f, attrs=None):
    """The inputs, y = f(inputs), a random dy, and the gradients of sum(y·dy) for the inputs."""
    leaves = [value.clone().requires_grad_() for value in inputs]
    y = f(*leaves)
    dy = torch.randn(y.shape)
    grads = torch.autograd.grad(y, leaves, dy)
    return {
        "op": op,
        "attrs": attrs or {},
        "inputs": [array(value) for value in inputs],
        "y": array(y),
        "dy": array(dy),
        "grads": [array(value) for value in grads],
    }


def shape(draw, rank, largest=9):
    return [draw.randint(1, 4) for _ in range(rank - 1)] + [draw.randint(1, largest)]


def depthwise(draw):
    n, c, h, w = draw.randint(1, 2), draw.choice([1, 2, 3, 4, 5, 8]), draw.randint(4, 6), draw.randint(4, 6)
    kernel, stride = [draw.randint(1, 3), draw.randint(1, 3)], draw.choice([1, 1, 2])
    dilation = draw.choice([1, 2]) if stride == 1 else 1
    padding = [draw.randint(0, 2), draw.randint(0, 2)]
    attrs = {"stride": stride, "padding": padding, "dilation": dilation}

    def f(x, filters):  # NHWC, and filters [kH, kW, C, 1]
        images, weights = x.permute(0, 3, 1, 2), filters.permute(2, 3, 0, 1)
        return F.conv2d(images, weights, None, stride, padding, dilation, groups=c).permute(0, 2, 3, 1)

    return case("depthwise", (torch.randn(n, h, w, c), torch.randn(*kernel, c, 1)), f, attrs)


def pooling(draw, kind):
    n, c, h, w = draw.randint(1, 2), draw.choice([1, 3, 4, 5]), draw.randint(4, 7), draw.randint(4, 7)
    kernel, stride = draw.choice([2, 3]), draw.choice([1, 2, 3])
    padding, ceil = draw.randint(0, kernel // 2), draw.random() < 0.5
    x = torch.randn(n, h, w, c)
    attrs = {"kernel": kernel, "stride": stride, "padding": padding}
    if kind == "max":
        if draw.random() < 0.5:
            x = torch.round(x)  # equal numbers: the first gets the gradient
        return case("maxPool", (x,), on_images(lambda x: F.max_pool2d(x, kernel, stride, padding, 1, ceil)), attrs)
    include = draw.random() < 0.5
    inside = F.pad(torch.ones(1, 1, h, w), (padding,) * 4, value=float(include))
    counts = F.avg_pool2d(inside, kernel, stride, 0, ceil, divisor_override=1)
    mean = on_images(lambda x: F.avg_pool2d(x, kernel, stride, padding, ceil, include))
    made = case("avgPool", (x,), mean, {**attrs, "countIncludePad": include})
    _, out_h, out_w, _ = made["y"]["shape"]
    return {**made, "counts": array(counts[:, :, :out_h, :out_w].permute(0, 2, 3, 1))}


def unary():
    x, positive, dy = 2 * torch.randn(33), torch.rand(33) * 4 + 0.1, torch.randn(33)
    anywhere = {
        "abs": torch.abs, "clip": lambda x: x.clamp(-1, 1.5), "elu": F.elu, "exp": torch.exp, "neg": torch.neg,
        "leakyRelu": lambda x: F.leaky_relu(x, 0.2), "relu": F.relu, "relu6": lambda x: F.relu6(4 * x),
        "sigmoid": torch.sigmoid, "square": torch.square, "tanh": torch.tanh, "erf": torch.erf, "expm1": torch.expm1,
        "selu": F.selu, "softplus": F.softplus,
    }  # fmt: skip
    where_positive = {
        "log": torch.log, "log1p": torch.log1p, "reciprocal": torch.reciprocal, "rsqrt": torch.rsqrt, "sqrt": torch.sqrt,
    }  # fmt: skip

    def results(functions, x):
        made = {}
        for name, f in functions.items():
            leaf = x.clone().requires_grad_()
            y = f(leaf)
            made[name] = {"y": array(y), "dx": array(torch.autograd.grad(y, leaf, dy)[0])}
        return {"x": array(x), "dy": array(dy), "ops": made}

    return [results(anywhere, x), results(where_positive, positive)]


BINARY = {
    "add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div, "maximum": torch.maximum,
    "minimum": torch.minimum, "squaredDifference": lambda a, b: (a - b) ** 2,
}  # fmt: skip


def binary(draw, op):
    full = shape(draw, draw.randint(1, 4))
    sides = [[1 if draw.random() < 0.3 else n for n in full] for _ in range(2)]
    short = draw.randrange(2)
    sides[short] = sides[short][draw.randrange(len(full)) :]
    a, b = (torch.randn(side) for side in sides)
    return case(op, (a, b.sign() * (b.abs() + 0.5)), BINARY[op])


def reduction(draw, op):
    x = torch.randn(shape(draw, draw.randint(1, 4), 19))
    axes = sorted(draw.sample(range(x.dim()), draw.randint(1, x.dim())))
    keep = draw.random() < 0.5
    f = {"sum": torch.sum, "mean": torch.mean, "max": torch.amax, "min": torch.amin}[op]
    return case(op, (x,), lambda x: f(x, axes, keep), {"axis": axes, "keepDims": keep})


def softmax(draw, op):
    x = 3 * torch.randn(draw.randint(1, 5), draw.choice([1, 3, 4, 5, 8, 10, 17]))
    return case(op, (x,), torch.nn.Softmax(-1) if op == "softmax" else torch.nn.LogSoftmax(-1))


def product(draw):
    m, k, n = (draw.randint(1, 9) for _ in range(3))
    batch, flip_a, flip_b = draw.choice([[], [2], [3]]), draw.random() < 0.5, draw.random() < 0.5
    a = torch.randn(batch + ([k, m] if flip_a else [m, k]))
    b = torch.randn(batch + ([n, k] if flip_b else [k, n]))

    def f(a, b):
        return (a.transpose(-1, -2) if flip_a else a) @ (b.transpose(-1, -2) if flip_b else b)

    return case("matMul", (a, b), f, {"transposeA": flip_a, "transposeB": flip_b})


def moves(draw):
    """The ops that only move numbers."""
    x = torch.randn(shape(draw, draw.randint(2, 4)))
    perm = draw.sample(range(x.dim()), x.dim())
    yield case("transpose", (x,), lambda x: x.permute(perm), {"perm": perm})
    sides = [[draw.randint(0, 2), draw.randint(0, 2)] for _ in x.shape]
    flat = [amount for side in reversed(sides) for amount in side]
    yield case("pad", (x,), lambda x: F.pad(x, flat, value=0.5), {"paddings": sides, "value": 0.5})
    begin = [draw.randrange(n) for n in x.shape]
    size = [draw.randint(1, n - b) for n, b in zip(x.shape, begin)]
    parts = tuple(slice(b, b + s) for b, s in zip(begin, size))
    yield case("slice", (x,), lambda x: x[parts], {"begin": begin, "size": size})
    axis = draw.randrange(x.dim())
    lengths = [draw.randint(1, 5) for _ in range(draw.randint(2, 3))]
    pieces = [torch.randn([length if i == axis else n for i, n in enumerate(x.shape)]) for length in lengths]
    yield case("concat", pieces, lambda *pieces: torch.cat(pieces, axis), {"axis": axis})
    reps = [draw.randint(1, 3) for _ in x.shape]
    yield case("tile", (x,), lambda x: x.repeat(reps), {"reps": reps})
    indices = [draw.randrange(x.shape[axis]) for _ in range(draw.randint(1, 6))]
    chosen = torch.tensor(indices)
    yield case("gather", (x,), lambda x: x.index_select(axis, chosen), {"indices": indices, "axis": axis})
    yield case("cumsum", (x,), lambda x: x.cumsum(axis), {"axis": axis})


def one_hot(draw):
    depth = draw.randint(1, 9)
    indices = torch.randint(0, depth, (draw.randint(1, 7),))
    return {"indices": array(indices), "depth": depth, "y": array(F.one_hot(indices, depth).float())}


def arg_max(draw):
    x = torch.randn(draw.randint(1, 6), draw.choice([1, 3, 4, 5, 8, 10, 17]))
    return {"x": array(x), "y": array(x.argmax(1))}


def main():
    torch.manual_seed(SEED)
    draw = random.Random(SEED)
    cases = [depthwise(draw) for _ in range(12)]
    cases += [pooling(draw, kind) for kind in ("max", "avg") for _ in range(10)]
    cases += [binary(draw, op) for op in BINARY for _ in range(4)]
    cases += [reduction(draw, op) for op in ("sum", "mean", "max", "min") for _ in range(4)]
    cases += [softmax(draw, op) for op in ("softmax", "logSoftmax") for _ in range(4)]
    cases += [product(draw) for _ in range(8)]
    cases += [made for _ in range(4) for made in moves(draw)]
    whole = {"ops": cases, "unary": unary(), "oneHot": [one_hot(draw) for _ in range(4)]}
    write("backend-wasm", "ops", SEED, {**whole, "argMax": [arg_max(draw) for _ in range(6)]})


main()
