"""Fashion-MNIST from the four files as they are published."""

import gzip

import numpy
import torch


def fashion_mnist(folder, split):
    """Images [n, 1, 28, 28] from 0 to 1 and their labels; split is "train" or "t10k"."""
    with gzip.open(f"{folder}/{split}-images-idx3-ubyte.gz") as file:
        images = numpy.frombuffer(file.read(), numpy.uint8, offset=16).reshape(-1, 1, 28, 28)
    with gzip.open(f"{folder}/{split}-labels-idx1-ubyte.gz") as file:
        labels = numpy.frombuffer(file.read(), numpy.uint8, offset=8).astype(numpy.int64)
    return torch.from_numpy(images.astype(numpy.float32) / 255), torch.from_numpy(labels)
