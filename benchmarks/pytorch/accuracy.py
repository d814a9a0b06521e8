"""PyTorch's side of accuracy.ts: trains LeNet on all of Fashion-MNIST and prints the test accuracy.

python3 accuracy.py <data folder> <classic | modern> <seed>
"""

import gzip
import sys

import numpy
import torch
from torch import nn


def read(folder, name):
    with gzip.open(f"{folder}/{name}-images-idx3-ubyte.gz") as file:
        images = numpy.frombuffer(file.read(), numpy.uint8, offset=16).reshape(-1, 1, 28, 28)
    with gzip.open(f"{folder}/{name}-labels-idx1-ubyte.gz") as file:
        labels = numpy.frombuffer(file.read(), numpy.uint8, offset=8).astype(numpy.int64)
    return torch.from_numpy(images.astype(numpy.float32) / 255), torch.from_numpy(labels)


def lenet(activation, pool):
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), activation(), pool(2, 2),
        nn.Conv2d(6, 16, 5), activation(), pool(2, 2),
        nn.Flatten(),
        nn.Linear(400, 120), activation(),
        nn.Linear(120, 84), activation(),
        nn.Linear(84, 10),
    )  # fmt: skip


folder, variant, seed = sys.argv[1:]
images, labels = read(folder, "train")
torch.manual_seed(int(seed))
if variant == "classic":
    net = lenet(nn.Sigmoid, nn.AvgPool2d)
    for layer in net:
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_uniform_(layer.weight)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.9)
else:
    net = lenet(nn.ReLU, nn.MaxPool2d)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.001)
for _ in range(10):
    for batch in torch.randperm(len(images)).split(256):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(images[batch]), labels[batch]).backward()
        optimizer.step()
test_images, test_labels = read(folder, "t10k")
with torch.no_grad():
    print((net(test_images).argmax(1) == test_labels).float().mean().item())
