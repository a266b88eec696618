"""Trains a small network and writes what ravine needs to show its path.

Three files: grid.csv, the loss on a plane through the last parameters, spanned by the two directions in which the
parameters moved most; run.csv, the path of the training projected onto that plane; network.toml, which names the grid.
Needs numpy alone. To show a run of your own, keep the parameters of some steps as rows of an array `path` and give the
function `loss`.
"""

import numpy as np

rng = np.random.default_rng(1)
inputs = np.linspace(-2, 2, 48)[:, None]
targets = np.sin(2 * inputs) + 0.1 * rng.standard_normal(inputs.shape)
width = 8
shapes = [(1, width), (1, width), (width, 1), (1, 1)]


def unpack(theta):
    """The layers of one long vector of parameters."""
    parts, start = [], 0
    for shape in shapes:
        size = shape[0] * shape[1]
        parts.append(theta[start : start + size].reshape(shape))
        start += size
    return parts


def loss_and_gradient(theta, rows):
    """The mean squared error over some rows, and its gradient."""
    w1, b1, w2, b2 = unpack(theta)
    hidden = np.tanh(inputs[rows] @ w1 + b1)
    error = hidden @ w2 + b2 - targets[rows]
    slope = 2 * error / len(rows)
    back = (slope @ w2.T) * (1 - hidden**2)
    pieces = [inputs[rows].T @ back, back.sum(0), hidden.T @ slope, slope.sum(0)]
    return np.mean(error**2), np.concatenate([piece.ravel() for piece in pieces])


def loss(theta):
    """The loss over all rows, which is what the grid shows."""
    return loss_and_gradient(theta, np.arange(len(inputs)))[0]


# Training: stochastic gradient descent with momentum on batches of eight rows.
theta = 0.7 * rng.standard_normal(sum(a * b for a, b in shapes))
velocity = np.zeros_like(theta)
steps, path = [0], [theta.copy()]
for step in range(1, 401):
    rows = rng.choice(len(inputs), 8, replace=False)
    velocity = 0.9 * velocity - 0.01 * loss_and_gradient(theta, rows)[1]
    theta = theta + velocity
    if step % 4 == 0:
        steps.append(step)
        path.append(theta.copy())
path = np.array(path)

# The plane: through the end of the path, along the two directions in which the path is widest.
offsets = path - path[-1]
directions = np.linalg.svd(offsets, full_matrices=False)[2][:2]
places = offsets @ directions.T
share = 1 - np.sum((offsets - places @ directions) ** 2) / np.sum(offsets**2)

low, high = places.min(0), places.max(0)
margin = 0.3 * (high - low)
xs = np.linspace(low[0] - margin[0], high[0] + margin[0], 41)
ys = np.linspace(low[1] - margin[1], high[1] + margin[1], 41)
with open("grid.csv", "w") as file:
    file.write("x,y,loss\n")
    for y in ys:
        for x in xs:
            file.write(f"{x:.8g},{y:.8g},{loss(path[-1] + x * directions[0] + y * directions[1]):.6g}\n")
with open("run.csv", "w") as file:
    # The loss that is written is that of the whole network; on the plane it is a little different.
    file.write("step,x,y,loss\n")
    for step, (x, y), whole in zip(steps, places, path):
        file.write(f"{step},{x:.6g},{y:.6g},{loss(whole):.6g}\n")
with open("network.toml", "w") as file:
    file.write('name = "A small network"\n')
    file.write('grid = "grid.csv"\n')
    file.write(f"start = [{places[0][0]:.6g}, {places[0][1]:.6g}]\n")
    file.write("levels = \"log\"\n")
    file.write(
        f'story = "The loss of a network with {theta.size} parameters on the plane in which its training moved most: '
        f'{100 * share:.0f} % of its way lies in it."\n'
    )
    file.write('source = "train.py beside this file"\n')
print(f"{100 * share:.0f} % of the way lies in the plane; loss {loss(path[0]):.3g} to {loss(path[-1]):.3g}")
