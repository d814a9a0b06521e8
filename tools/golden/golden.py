"""What the golden scripts share: arrays as base64 and one JSON file per call of `write`.

Each script of this folder is run as `python3 <script>.py <folder>` by `pnpm golden`, makes everything from its own SEED,
and writes `<folder>/<package>/<name>.json`.
"""

import base64
import json
import os
import sys

import numpy
import torch

torch.set_num_threads(1)


def array(values):
    """A tensor, NumPy array or nested list as the tests' readGolden expects it (float32, float64 or int32)."""
    if isinstance(values, torch.Tensor):
        values = values.detach().numpy()
    values = numpy.asarray(values)
    if values.dtype == numpy.int64:
        values = values.astype(numpy.int32)
    return {
        "shape": list(values.shape),
        str(values.dtype): base64.b64encode(numpy.ascontiguousarray(values).tobytes()).decode(),
    }


def with_gradients(inputs, f):
    """The inputs, the value y of f, and for a random dy the gradients of sum(y * dy) for each input."""
    leaves = {name: value.clone().requires_grad_() for name, value in inputs.items()}
    y = f(**leaves)
    dy = torch.randn(y.shape)
    (y * dy).sum().backward()
    return {
        **{name: array(value) for name, value in inputs.items()},
        "y": array(y),
        "dy": array(dy),
        **{f"d{name}": array(leaf.grad) for name, leaf in leaves.items()},
    }


def write(package, name, seed, cases):
    """Writes the golden file `name` of a package."""
    folder = os.path.join(sys.argv[1], package)
    os.makedirs(folder, exist_ok=True)
    script = os.path.basename(sys.argv[0])
    source = {"script": f"tools/golden/{script}", "torch": torch.__version__, "seed": seed}
    with open(os.path.join(folder, f"{name}.json"), "w", encoding="utf8") as file:
        json.dump({"source": source, "cases": cases}, file, separators=(",", ":"))
        file.write("\n")
