"""PyTorch's side: reads a request a line, answers a line (see protocol.ts)."""

import json
import sys
import time

import torch
from fashion_mnist import fashion_mnist
from networks import lenet_classic, lenet_modern, simple_cnn, small_vgg
from torch import nn


NETWORKS = {
    "lenet-classic": (lenet_classic, 256, 0.9),
    "lenet-modern": (lenet_modern, 256, 0.05),
    "simple-cnn": (simple_cnn, 64, 0.01),
    "small-vgg": (small_vgg, 64, 0.01),
}


class Bench:
    def __init__(self, folder):
        self.clothes = fashion_mnist(folder, "train")
        self.colour = torch.rand(2048, 3, 32, 32), torch.randint(0, 10, (2048,))
        self.ready = {}

    def network(self, name):
        if name not in self.ready:
            make, batch_size, lr = NETWORKS[name]
            torch.manual_seed(0)
            net = make()
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
