"""The order in which PyTorch's DataLoader and random_split go through a data set, for a seeded generator."""

import torch
from torch.utils.data import DataLoader, TensorDataset, random_split

from golden import write

SEED = 0


def loader_case(n, seed, batch_size, drop_last):
    data = TensorDataset(torch.arange(n))
    generator = torch.Generator().manual_seed(seed)
    loader = DataLoader(data, batch_size=batch_size, shuffle=True, drop_last=drop_last, generator=generator)
    epochs = [[int(i) for (batch,) in loader for i in batch] for _ in range(3)]
    return {"n": n, "seed": seed, "batchSize": batch_size, "dropLast": drop_last, "epochs": epochs}


def split_case(n, seed, lengths):
    parts = random_split(range(n), lengths, generator=torch.Generator().manual_seed(seed))
    return {"n": n, "seed": seed, "lengths": lengths, "parts": [list(part.indices) for part in parts]}


write(
    "datasets",
    "order",
    SEED,
    {
        "loaders": [
            loader_case(10, 0, 3, False),
            loader_case(12, 1, 4, False),
            loader_case(12, 2, 5, True),
            loader_case(1, 3, 2, False),
            loader_case(100, 4, 32, False),
        ],
        "splits": [
            split_case(10, 0, [7, 3]),
            split_case(23, 5, [5, 10, 8]),
            split_case(10, 6, [0.25, 0.25, 0.5]),
        ],
    },
)
