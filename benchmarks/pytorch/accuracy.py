"""PyTorch's side of ../accuracy.ts: trains LeNet on all of Fashion-MNIST and prints the test accuracy.

python3 accuracy.py <data folder> <classic | modern> <seed>
"""

import sys

import torch
from fashion_mnist import fashion_mnist
from networks import lenet_classic, lenet_modern
from torch import nn

folder, variant, seed = sys.argv[1:]
images, labels = fashion_mnist(folder, "train")
torch.manual_seed(int(seed))
if variant == "classic":
    net = lenet_classic()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.9)
else:
    net = lenet_modern()
    optimizer = torch.optim.Adam(net.parameters(), lr=0.001)
for _ in range(10):
    for batch in torch.randperm(len(images)).split(256):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(images[batch]), labels[batch]).backward()
        optimizer.step()
test_images, test_labels = fashion_mnist(folder, "t10k")
with torch.no_grad():
    print((net(test_images).argmax(1) == test_labels).float().mean().item())
