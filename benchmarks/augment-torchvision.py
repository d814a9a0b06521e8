"""The chain of the lessons with torchvision: reads commands from standard input, answers each with one line of JSON.

`rate N P` goes P times through the folder with N workers, after one pass to get warm, and answers images a second;
`parts` answers the least milliseconds that one image takes to be decoded, warped, and coloured and made floats.
"""

import json
import sys
import time

import torch
from PIL import Image
from torch.utils.data import DataLoader
from torchvision import transforms as T
from torchvision.datasets import ImageFolder

torch.set_num_threads(1)
warp = T.Compose([T.RandomHorizontalFlip(0.5), T.RandomRotation(10), T.RandomResizedCrop(224, scale=(0.8, 1.0))])
colour = T.Compose(
    [T.ColorJitter(0.2, 0.2, 0.2, 0.1), T.ToTensor(), T.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]
)
chain = T.Compose([warp, colour])
dataset = ImageFolder(sys.argv[1], transform=chain)


def rate(workers, passes):
    loader = DataLoader(dataset, 32, shuffle=True, num_workers=workers, persistent_workers=workers > 0)
    for _ in loader:
        pass
    start = time.perf_counter()
    count = sum(len(images) for _ in range(passes) for images, _ in loader)
    return count / (time.perf_counter() - start)


def least(act, items):
    best = float("inf")
    for item in items:
        start = time.perf_counter()
        act(item)
        best = min(best, time.perf_counter() - start)
    return best * 1e3


def parts():
    paths = [path for path, _ in dataset.samples[:40]]
    decode = lambda path: Image.open(path).convert("RGB")
    images = [decode(path) for path in paths]
    warped = [warp(image) for image in images]
    return {
        "decode (PIL)": least(decode, paths),
        "warp": least(warp, images),
        "colour": least(colour, warped),
        "both": least(chain, images),
    }


print(json.dumps("ready"), flush=True)
for line in sys.stdin:
    command, *arguments = line.split()
    answer = rate(*map(int, arguments)) if command == "rate" else parts()
    print(json.dumps(answer), flush=True)
