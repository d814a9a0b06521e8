"""The orders of PyTorch's samplers, alone and in a DataLoader, over several epochs."""

import torch
from torch.utils.data import DataLoader, DistributedSampler, RandomSampler, TensorDataset, WeightedRandomSampler

from golden import write

SEED = 0
EPOCHS = 3


def random_case(n, seed, replacement, num_samples):
    generator = torch.Generator().manual_seed(seed)
    sampler = RandomSampler(range(n), replacement=replacement, num_samples=num_samples, generator=generator)
    epochs = [list(sampler) for _ in range(EPOCHS)]
    options = {"replacement": replacement}
    if num_samples is not None:
        options["numSamples"] = num_samples
    return {"n": n, "seed": seed, "options": options, "epochs": epochs}


def weighted_case(weights, seed, num_samples, replacement):
    generator = torch.Generator().manual_seed(seed)
    sampler = WeightedRandomSampler(weights, num_samples, replacement, generator=generator)
    options = {"numSamples": num_samples, "replacement": replacement}
    return {"weights": weights, "seed": seed, "options": options, "epochs": [list(sampler) for _ in range(EPOCHS)]}


def distributed_case(n, num_replicas, **options):
    shares = []
    for rank in range(num_replicas):
        names = {"drop_last" if name == "dropLast" else name: value for name, value in options.items()}
        sampler = DistributedSampler(range(n), num_replicas=num_replicas, rank=rank, **names)
        epochs = []
        for epoch in range(EPOCHS):
            sampler.set_epoch(epoch)
            epochs.append(list(sampler))
        shares.append(epochs)
    return {"n": n, "numReplicas": num_replicas, "options": options, "shares": shares}


def loader_case(seed, weights, num_samples):
    """Loader and sampler draw from one generator."""
    generator = torch.Generator().manual_seed(seed)
    sampler = WeightedRandomSampler(weights, num_samples, generator=generator)
    data = TensorDataset(torch.arange(len(weights)))
    loader = DataLoader(data, batch_size=3, sampler=sampler, generator=generator)
    epochs = [[int(i) for (batch,) in loader for i in batch] for _ in range(EPOCHS)]
    return {"seed": seed, "weights": weights, "numSamples": num_samples, "epochs": epochs}


WEIGHTS = [0.5, 3, 0, 1.25, 1e-3, 7, 0.1, 2]
write(
    "datasets",
    "samplers",
    SEED,
    {
        "random": [
            random_case(10, 0, False, None),
            random_case(10, 1, False, 4),
            random_case(10, 2, False, 25),
            random_case(10, 3, True, None),
            random_case(7, 4, True, 70),
            random_case(7, 5, True, 64),
            random_case(1, 6, False, 3),
        ],
        "weighted": [
            weighted_case(WEIGHTS, 0, 40, True),
            weighted_case(WEIGHTS, 1, 1, True),
            weighted_case(WEIGHTS, 2, 7, False),
            weighted_case(WEIGHTS, 3, 3, False),
            weighted_case([2], 4, 5, True),
            weighted_case([1 / (i + 1) for i in range(100)], 5, 60, False),
        ],
        "distributed": [
            distributed_case(12, 3),
            distributed_case(11, 3, seed=5),
            distributed_case(11, 3, dropLast=True),
            distributed_case(11, 4, shuffle=False),
            distributed_case(2, 5),
            distributed_case(2, 5, dropLast=True),
            distributed_case(5, 1, seed=3, dropLast=True),
        ],
        "loaders": [loader_case(0, WEIGHTS, 8), loader_case(1, WEIGHTS, 20)],
    },
)
