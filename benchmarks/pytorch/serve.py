"""PyTorch's side: reads a request a line, answers a line (see protocol.ts)."""

import gzip
import json
import sys
import time

import numpy
import torch
from torch import nn


def lenet(activation, pool):
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), activation(), pool(2, 2),
        nn.Conv2d(6, 16, 5), activation(), pool(2, 2),
        nn.Flatten(),
        nn.Linear(400, 120), activation(),
        nn.Linear(120, 84), activation(),
        nn.Linear(84, 10),
    )  # fmt: skip


def simple_cnn():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.Flatten(),
        nn.Linear(32 * 28 * 28, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10),
    )  # fmt: skip


def small_vgg():
    return nn.Sequential(
        nn.Conv2d(3, 32, 3, padding=1), nn.ReLU(), nn.Conv2d(32, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.Conv2d(64, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(64 * 8 * 8, 256), nn.ReLU(), nn.Dropout(0.5), nn.Linear(256, 10),
    )  # fmt: skip


NETWORKS = {
    "lenet-classic": (lambda: lenet(nn.Sigmoid, nn.AvgPool2d), 256, 0.9),
    "lenet-modern": (lambda: lenet(nn.ReLU, nn.MaxPool2d), 256, 0.05),
    "simple-cnn": (simple_cnn, 64, 0.01),
    "small-vgg": (small_vgg, 64, 0.01),
}


def fashion_mnist(folder):
    with gzip.open(f"{folder}/train-images-idx3-ubyte.gz") as file:
        images = numpy.frombuffer(file.read(), numpy.uint8, offset=16).reshape(-1, 1, 28, 28)
    with gzip.open(f"{folder}/train-labels-idx1-ubyte.gz") as file:
        labels = numpy.frombuffer(file.read(), numpy.uint8, offset=8).astype(numpy.int64)
    return torch.from_numpy(images.astype(numpy.float32) / 255), torch.from_numpy(labels)


class Bench:
    def __init__(self, folder):
        self.clothes = fashion_mnist(folder)
        self.colour = torch.rand(2048, 3, 32, 32), torch.randint(0, 10, (2048,))
        self.ready = {}

    def network(self, name):
        if name not in self.ready:
            make, batch_size, lr = NETWORKS[name]
            torch.manual_seed(0)
            net = make()
            if name == "lenet-classic":
                for layer in net:
                    if isinstance(layer, (nn.Conv2d, nn.Linear)):
                        nn.init.xavier_uniform_(layer.weight)
            self.ready[name] = net, torch.optim.SGD(net.parameters(), lr=lr), batch_size
        return self.ready[name]

    def run(self, network, mode, threads, warmup, steps):
        torch.set_num_threads(threads)
        net, optimizer, batch_size = self.network(network)
        images, labels = self.colour if network == "small-vgg" else self.clothes
        loss_of = nn.CrossEntropyLoss()
        order = torch.randperm(len(images))
        net.train(mode == "train")

        def step(number):
            start = number * batch_size % (len(images) - batch_size + 1)
            batch = order[start : start + batch_size]
            if mode == "infer":
                with torch.no_grad():
                    return net(images[batch]).argmax(1).sum()
            optimizer.zero_grad()
            loss = loss_of(net(images[batch]), labels[batch])
            loss.backward()
            optimizer.step()
            return loss

        for number in range(warmup):
            step(number)
        begin = time.perf_counter()
        for number in range(steps):
            loss = float(step(warmup + number))
        seconds = time.perf_counter() - begin
        return {"images": steps * batch_size, "seconds": seconds, "loss": loss}


bench = Bench(sys.argv[1])
print(json.dumps({"version": torch.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(bench.run(**json.loads(line))), flush=True)
