"""Writes Data/torch/batches: PyTorch's optimizers on mini-batches of two small tables.

    pip install torch
    python3 Tests/ReferencesTests/make_batches.py

The rows of each update are those that docs/surfaces.md promises, a function of the seed and the step alone, computed
here a second time (SplitMix64, doi:10.1145/2660193.2660195). Everything is in double precision.
"""

import json
import math
import pathlib

import torch

FOLDER = pathlib.Path(__file__).parent / "Data" / "torch" / "batches"
STEPS = 60
MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def mixed(value):
    z = (value + GOLDEN) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def bits(seed, purpose, a, b):
    return mixed(mixed(mixed(seed + purpose * GOLDEN & MASK) + a * GOLDEN & MASK) + b * GOLDEN & MASK)


def shuffled(place, count, key):
    half = 1
    while 1 << 2 * half < count:
        half += 1
    mask = (1 << half) - 1
    while True:
        left, right = place >> half, place & mask
        for turn in range(4):
            left, right = right, left ^ (mixed(key + turn * GOLDEN & MASK ^ right) & mask)
        place = left << half | right
        if place < count:
            return place


def rows(order, seed, done, size, count):
    chosen = []
    for index in range(size):
        place = done * size + index
        if order == "turn":
            chosen.append(place % count)
        elif order == "drawn":
            chosen.append(bits(seed, 1, done, index) * count >> 64)
        else:
            chosen.append(shuffled(place % count, count, bits(seed, 2, place // count, 0)))
    return chosen


def table(count, shape):
    """Numbers without any pattern that a sum could hide."""
    columns = {"t": [], "v": []}
    for row in range(count):
        t = round(math.sin(3.7 * row + 0.4) * 1.5, 3)
        columns["t"].append(t)
        columns["v"].append(shape(row, t))
    return columns


PROBLEMS = {
    "line": (
        "(y + x*t - v)**2 / 2",
        table(23, lambda row, t: round(0.8 * t - 0.5 + 0.3 * math.cos(5.1 * row), 3)),
        lambda x, y, t, v: (y + x * t - v) ** 2 / 2,
        (-1.2, 1.5),
    ),
    "logistic": (
        "log(1 + exp(-v*(x*t + y)))",
        table(30, lambda row, t: 1.0 if t + math.cos(2.3 * row) > 0.2 else -1.0),
        lambda x, y, t, v: torch.log(1 + torch.exp(-v * (x * t + y))),
        (2.0, -1.0),
    ),
}

OPTIMIZERS = {
    "sgd": (torch.optim.SGD, {"lr": 0.08, "momentum": 0, "nesterov": False}),
    "momentum": (torch.optim.SGD, {"lr": 0.03, "momentum": 0.9, "nesterov": False}),
    "nesterov": (torch.optim.SGD, {"lr": 0.03, "momentum": 0.9, "nesterov": True}),
    "adam": (torch.optim.Adam, {"lr": 0.1, "betas": [0.9, 0.99], "eps": 1e-8}),
    "rmsprop": (torch.optim.RMSprop, {"lr": 0.03, "alpha": 0.95, "eps": 1e-8, "momentum": 0, "centered": False}),
}

CHOICES = [("turn", 1, 0), ("drawn", 4, 7), ("epochs", 6, 3)]


def main():
    torch.set_default_dtype(torch.float64)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for problem, (formula, columns, loss, start) in PROBLEMS.items():
        data = {name: torch.tensor(column) for name, column in columns.items()}
        count = len(columns["t"])
        for name, (kind, settings) in OPTIMIZERS.items():
            for order, size, seed in CHOICES:
                point = torch.tensor(start, requires_grad=True)
                optimizer = kind([point], **settings)
                path = [point.tolist()]
                for done in range(STEPS):
                    seen = rows(order, seed, done, size, count)
                    optimizer.zero_grad()
                    loss(point[0], point[1], data["t"][seen], data["v"][seen]).mean().backward()
                    optimizer.step()
                    path.append(point.tolist())
                family = "torch/sgd" if kind is torch.optim.SGD else "torch/" + name
                lines = [
                    f"# library: torch {torch.__version__.split('+')[0]}",
                    f"# optimizer_id: {family}",
                    f"# hyperparameters: {json.dumps(settings)}",
                    f"# formula: {formula}",
                    f"# columns: {json.dumps(columns)}",
                    f"# batch: {size}",
                    f"# order: {order}",
                    f"# seed: {seed}",
                    "step,x,y",
                ]
                lines += [f"{step},{x!r},{y!r}" for step, (x, y) in enumerate(path)]
                (FOLDER / f"{problem}-{name}-{order}-{size}.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
