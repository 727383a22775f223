"""The same workloads on Debian's python3-torch: reads lines "workload n", does n steps, writes the seconds they took."""
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
torch.manual_seed(1)


def step(parameters, loss):
    parameters = list(parameters)

    def run():
        for p in parameters:
            p.grad = None
        loss().backward()
    return run


def sigmoids():
    net = nn.Sequential(nn.Linear(2, 2), nn.Sigmoid(), nn.Linear(2, 2), nn.Sigmoid(), nn.Linear(2, 1), nn.Sigmoid())
    x, y = torch.rand(1, 2), torch.rand(1, 1)
    return net, lambda: F.mse_loss(net(x), y)


def scalar():
    x, y = torch.tensor(2.0, requires_grad=True), torch.tensor(3.0, requires_grad=True)
    return step([x, y], lambda: x * x + x * y + (x + y) * (x + y))


def digits():
    net = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
    x, y = torch.rand(32, 784), torch.arange(32) % 10
    return step(net.parameters(), lambda: F.cross_entropy(net(x), y))


def lenet(batch):
    net = nn.Sequential(nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))
    x, y = torch.rand(batch, 1, 28, 28), torch.arange(batch) % 10
    return step(net.parameters(), lambda: F.cross_entropy(net(x), y))


def lstm():
    net, x = nn.LSTM(16, 32), torch.rand(20, 8, 16)
    return step(net.parameters(), lambda: net(x)[0].square().mean())


def transformer():
    maps, norm, x = [nn.Linear(64, 64) for _ in range(4)], nn.LayerNorm(64), torch.rand(32, 64)

    def loss():
        q, k, v = (m(x).reshape(32, 4, 16).transpose(0, 1) for m in maps[:3])
        attended = (F.softmax(q @ k.transpose(1, 2) / 4, -1) @ v).transpose(0, 1).reshape(32, 64)
        return norm(x + maps[3](attended)).square().mean()
    return step([p for m in [*maps, norm] for p in m.parameters()], loss)


def adam():
    net, loss = sigmoids()
    rule = torch.optim.Adam(net.parameters(), lr=0.001)

    def run():
        for _ in range(10):
            rule.zero_grad()
            loss().backward()
            rule.step()
    return run


net, loss = sigmoids()
steps = {'W1': scalar(), 'W2': step(net.parameters(), loss), 'W3': digits(), 'W4 batch 1': lenet(1), 'W4 batch 16': lenet(16), 'W5': lstm(), 'W6': transformer(), 'W7': adam()}
print('ready', flush=True)
for line in sys.stdin:
    name, n = line.rsplit(' ', 1)
    start = time.perf_counter()
    for _ in range(int(n)):
        steps[name]()
    print(time.perf_counter() - start, flush=True)
