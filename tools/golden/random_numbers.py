"""What torch.Generator draws: lists of calls on one generator, so that each case also tests the state between calls."""

import torch

import golden

SEED = 0
# Longer results keep their ends only.
KEPT = 48

METHODS = {
    "rand": lambda g, n: torch.rand(n, generator=g),
    "uniform": lambda g, n, low, high: torch.empty(n).uniform_(low, high, generator=g),
    "randn": lambda g, n: torch.randn(n, generator=g),
    "normal": lambda g, n, mean, std: torch.empty(n).normal_(mean, std, generator=g),
    "randint": lambda g, low, high, n: torch.randint(low, high, (n,), generator=g),
    "randperm": lambda g, n: torch.randperm(n, generator=g),
    "bernoulli": lambda g, n, p: torch.empty(n).bernoulli_(p, generator=g),
}


def case(seed, *calls):
    generator = torch.Generator().manual_seed(seed)
    results = []
    for name, *arguments in calls:
        drawn = METHODS[name](generator, *arguments)
        kept = drawn if len(drawn) <= 2 * KEPT else torch.cat([drawn[:KEPT], drawn[-KEPT:]])
        results.append({"method": name, "arguments": arguments, "length": len(drawn), "ends": golden.array(kept)})
    return {"seed": str(seed), "calls": results}


SEEDS = [0, 1, 42, 5489, 2**32 - 1, 2**32, 2**32 + 7, 2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1, -1, -(2**63)]
SIZES = [1, 2, 3, 15, 16, 17, 31, 32, 33, 48, 100, 623, 624, 625, 1000, 1248, 10_000]

cases = [case(seed, ["rand", 20], ["randn", 5], ["randn", 20], ["randperm", 10]) for seed in SEEDS]
for size in SIZES:
    cases.append(case(size, ["rand", size], ["randperm", size], ["randint", -5, 10, size]))
    cases.append(case(size + 1, ["randn", size], ["rand", 3]))
    cases.append(case(size + 2, ["normal", size, 0.25, 0.02], ["uniform", size, -0.3, 0.7], ["bernoulli", size, 0.3]))
cases += [
    # An odd number of short normals leaves one behind: neither uniforms nor a long normal take it.
    case(11, ["randn", 1], ["rand", 2], ["randn", 16], ["randn", 1], ["randn", 3], ["randint", 0, 2, 5], ["randn", 2]),
    case(12, ["normal", 3, 5, 2], ["normal", 3, -5, 0.5], ["normal", 1, 0, 0], ["normal", 17, 3, 0], ["rand", 1]),
    case(13, ["randperm", 0], ["rand", 0], ["randperm", 1], ["rand", 1], ["randperm", 60_000], ["rand", 1]),
    case(14, ["randint", 0, 1, 4], ["randint", -(2**31), 2**31 - 1, 9], ["randint", 0, 2**31, 9], ["randint", -7, -6, 2]),
    case(15, ["uniform", 9, 0, 0], ["uniform", 9, -1e30, 1e30], ["uniform", 9, 1, 1.0000002], ["uniform", 9, 1e6, 1e6 + 1]),
    case(16, ["bernoulli", 20, 0], ["bernoulli", 20, 1], ["bernoulli", 20, 0.5], ["rand", 2]),
    # The default initialization of LeNet's first layer, 6 filters of 5 x 5: weight, then bias.
    case(17, ["uniform", 150, -0.2, 0.2], ["uniform", 6, -0.2, 0.2]),
]
golden.write("random", "torch-generator", SEED, cases)
