"""Values and gradients computed by PyTorch, for the engine's tests to compare with.

usage: apt-get install python3-torch
       /usr/bin/python3 bench/torch_table.py > tests/MashaBot.Backprop.Tests/Torch/table.jsonl

A line is a case: the engine's member, options, inputs, the value, and for each input the gradient of Σ weights·value.
For an optimizer it is the start, the gradient of each step and the path; for a schedule the rates.
The numbers drawn do not depend on torch, so that the same table comes out again.
"""
import json
import math
import random
import sys

import torch
import torch.nn.functional as F
from torch.nn.utils.stateless import functional_call

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
draw = random.Random(20)
count = 0


def rounded(values):
    return [float(f'{v:.17g}') for v in values]


def tensor(shape, low=-2.0, high=2.0):
    """Numbers on a grid of hundredths with an odd last digit: none is at a kink at 0, 1 or a half."""
    n = math.prod(shape)
    steps = int((high - low) * 50)
    values = [round(low + 0.01 + 0.02 * draw.randrange(steps), 2) for _ in range(n)]
    return torch.tensor(values).reshape(shape)


def distinct(shape):
    n = math.prod(shape)
    values = [round(0.13 * i - 0.065 * n + 0.01, 3) for i in range(n)]
    draw.shuffle(values)
    return torch.tensor(values).reshape(shape)


def probabilities(shape):
    x = tensor(shape, 0.1, 1.0)
    return x / x.sum(-1, keepdim=True)


def written(x):
    return {'shape': list(x.shape), 'values': rounded(x.detach().reshape(-1).tolist())}


def emit(line):
    global count
    count += 1
    print(json.dumps(line, separators=(',', ':')))


def case(member, function, *inputs, **options):
    inputs = [x.clone().requires_grad_() for x in inputs]
    value = function(*inputs)
    weights = tensor(value.shape, 0.0, 2.0)
    total = (weights * value).sum()
    gradients = torch.autograd.grad(total, inputs, allow_unused=True) if total.requires_grad else [None] * len(inputs)
    emit({
        'member': member, 'options': options, 'inputs': [written(x) for x in inputs], 'weights': rounded(weights.reshape(-1).tolist()),
        'value': written(value), 'gradients': [rounded((torch.zeros_like(x) if g is None else g).reshape(-1).tolist()) for x, g in zip(inputs, gradients)],
    })


SHAPES = [(), (3,), (2, 3), (2, 1, 3)]
PAIRS = [((), ()), ((3,), (3,)), ((2, 3), (3,)), ((), (2, 2)), ((2, 1), (1, 3)), ((2, 1, 3), (2, 3))]


def functions():
    def each(member, function, low=-2.0, high=2.0):
        for shape in SHAPES:
            case(member, function, tensor(shape, low, high))

    each('Ops.Alias', lambda a: a * 1)
    each('Ops.Negate', lambda a: -a)
    each('Ops.Exp', torch.exp, -3, 3)
    each('Ops.Log', torch.log, 0.1, 4)
    each('Ops.Sqrt', torch.sqrt, 0.1, 4)
    each('Ops.Sin', torch.sin, -4, 4)
    each('Ops.Cos', torch.cos, -4, 4)
    each('Ops.Tanh', torch.tanh, -3, 3)
    each('Ops.Sigmoid', torch.sigmoid, -9, 9)
    each('Ops.Abs', torch.abs)
    each('Ops.Sign', torch.sign)
    each('Ops.Step', lambda a: (a > 0).to(a.dtype) + 0 * a)
    each('Ops.Relu', F.relu)
    each('Ops.Floor', torch.floor)
    each('Ops.Selu', F.selu)
    each('Ops.Mish', F.mish, -6, 6)
    each('Ops.Gelu', F.gelu, -4, 4)
    each('Ops.GeluByTanh', lambda a: F.gelu(a, approximate='tanh'), -4, 4)
    each('Ops.Softplus', lambda a: F.softplus(a, threshold=1e9), -30, 30)
    each('Ops.Erf', torch.erf, -4, 4)
    each('Ops.Total', torch.sum)
    each('Ops.Mean', torch.mean)
    each('Ops.Variance', lambda a: torch.var(a, unbiased=False))
    each('Ops.Norm', lambda a: torch.linalg.vector_norm(a), 0.1, 2)
    for shape in SHAPES[1:]:
        case('Ops.Softmax', lambda a: torch.softmax(a, -1), tensor(shape, -5, 5))
        case('Ops.LogSoftmax', lambda a: torch.log_softmax(a, -1), tensor(shape, -5, 5))
        case('Building.Softmax', lambda a, t: torch.softmax(a / t, -1), tensor(shape), tensor((), 0.4, 2))
    for shape in [(2, 3), (4, 1), (2, 3, 2)]:
        case('Ops.Transpose', lambda a: a.transpose(-1, -2), tensor(shape))
    for n in [1, 2, 3, 5]:
        near = tensor((n, n), -1, 1) + 3 * torch.eye(n)
        case('Ops.Trace', torch.trace, tensor((n, n)))
        case('Ops.Diagonal', torch.diagonal, tensor((n, n)))
        case('Ops.Determinant', torch.linalg.det, tensor((n, n)))
        case('Ops.LogDeterminant', torch.logdet, near)
        case('Ops.Inverse', torch.linalg.inv, near)
        case('Ops.Cofactors', lambda a: torch.linalg.det(a) * torch.linalg.inv(a).transpose(-1, -2), near)


def pairs():
    def each(member, function, low=-2.0, high=2.0, second=None):
        for left, right in PAIRS:
            case(member, function, tensor(left, low, high), tensor(right, *(second or (low, high))))

    each('Ops.Add', torch.add)
    each('Ops.Subtract', torch.sub)
    each('Ops.Multiply', torch.mul)
    each('Ops.Divide', torch.div, -2, 2, (0.4, 3))
    each('Ops.Power', torch.pow, 0.3, 3, (-2, 2))
    each('Ops.LogBase', lambda a, b: torch.log(a) / torch.log(b), 0.3, 3, (1.5, 4))
    each('Ops.TimesLog', torch.xlogy, -2, 2, (0.3, 3))
    each('Ops.Max', torch.maximum, -2, 2, (0.5, 1.5))
    each('Ops.Min', torch.minimum, -2, 2, (0.5, 1.5))
    each('Ops.LeakyRelu', lambda a, alpha: torch.where(a > 0, a, alpha * a), -2, 2, (0.0, 0.5))
    each('Ops.Elu', lambda a, alpha: torch.where(a > 0, a, alpha * torch.expm1(a)), -2, 2, (0.2, 1.5))
    each('Ops.Swish', lambda a, beta: a * torch.sigmoid(beta * a), -3, 3)
    each('Ops.Huber', lambda a, d: torch.where(a.abs() <= d, 0.5 * a * a, d * (a.abs() - 0.5 * d)), -2, 2, (0.5, 1.5))
    for member, function in [('Less', torch.lt), ('LessOrEqual', torch.le), ('Greater', torch.gt), ('GreaterOrEqual', torch.ge), ('Equal', torch.eq), ('NotEqual', torch.ne)]:
        each(f'Ops.{member}', lambda a, b, f=function: f(a, b).to(a.dtype) + 0 * (a + b))
    for decimals in [0, 1]:
        case('Ops.Round', lambda a, d=decimals: torch.floor(a * 10 ** d + 0.5) / 10 ** d + 0 * a, tensor((3,)), decimals=decimals)
    for shape in SHAPES:
        case('Ops.Dot', lambda a, b: (a * b).sum(), tensor(shape), tensor(shape))
        case('Ops.Stack', lambda a, b: torch.stack([a, b]), tensor(shape), tensor(shape))
    for left, right in [((3,), (3,)), ((3,), (3, 2)), ((2, 3), (3,)), ((2, 3), (3, 4)), ((9, 7), (7, 11)), ((2, 2, 3), (2, 3, 1)), ((2, 2, 3, 2), (2, 2, 2, 3))]:
        case('Ops.MatrixProduct', torch.matmul, tensor(left), tensor(right))


def moving():
    for n, at in [(4, 2), (3, 0)]:
        case('ElementAt', lambda a, i=at: a[i], tensor((n,)), at=at)
        case('ElementAt', lambda a, i=at: a[i], tensor((n, 2)), at=at)
        case('Place', lambda a, i=at, r=n: torch.stack([a if k == i else torch.zeros_like(a) for k in range(r)]), tensor((2,)), at=at, rows=n)
    case('Reshape', lambda a: a.reshape(3, 2), tensor((2, 3)), sizes=[3, 2])
    case('Reshape', lambda a: a.reshape(4), tensor((2, 1, 2)), sizes=[4])
    case('Slice', lambda a: a[:, 1:4], tensor((2, 5)), axis=1, start=1, count=3, step=1)
    case('Slice', lambda a: a[1:7:2], tensor((7, 2)), axis=0, start=1, count=3, step=2)
    case('Permute', lambda a: a.permute(2, 0, 1), tensor((2, 3, 4)), axes=[2, 0, 1])
    case('Permute', lambda a: a.permute(1, 0), tensor((2, 3)), axes=[1, 0])
    case('Gather', lambda a: a[[2, 0, 2]], tensor((3, 2)), rows=[2, 0, 2])
    case('Gather', lambda a: a[[1, 1]], tensor((2, 2, 2)), rows=[1, 1])
    case('Concatenate', lambda a, b: torch.cat([a, b], 1), tensor((2, 1)), tensor((2, 3)), axis=1)
    case('Concatenate', lambda a, b: torch.cat([a, b], 0), tensor((2,)), tensor((3,)), axis=0)
    case('BroadcastTo', lambda a: a.expand(3, 2, 2), tensor((2, 1)), sizes=[3, 2, 2])
    case('BroadcastTo', lambda a: a.expand(2, 2), tensor(()), sizes=[2, 2])
    case('SumTo', lambda a: a.sum(0).sum(-1, keepdim=True), tensor((3, 2, 2)), sizes=[2, 1])
    case('SumTo', lambda a: a.sum(0), tensor((3, 2)), sizes=[2])
    for shape, axis in [((4,), 0), ((2, 3), 1), ((2, 3, 2), 1)]:
        case('LargestAlong', lambda a, d=axis: a.max(d).values, distinct(shape), axis=axis)
        case('IsLargestAlong', lambda a, d=axis: F.one_hot(a.argmax(d), a.shape[d]).movedim(-1, d).to(a.dtype) + 0 * a, distinct(shape), axis=axis)
    case('Scatter', lambda a: torch.zeros(3, 2).index_add(0, torch.tensor([2, 0, 2]), a), tensor((3, 2)), rows=[2, 0, 2], sizes=[3, 2])
    case('Scatter', lambda a: torch.zeros(4).index_add(0, torch.tensor([1, 1]), a), tensor((2,)), rows=[1, 1], sizes=[4])


def convolutions():
    for stride, padding, dilation, groups in [(1, 0, 1, 1), (2, 1, 1, 1), (1, 2, 2, 2), (3, 1, 1, 4)]:
        how = dict(stride=stride, padding=padding, dilation=dilation, groups=groups)
        case('Convolution.Convolved', lambda x, w, how=how: F.conv1d(x, w, **how), tensor((2, 4, 7)), tensor((4, 4 // groups, 3)), **how)
        case('Convolution.Convolved', lambda x, w, how=how: F.conv2d(x, w, **how), tensor((2, 4, 6, 7)), tensor((8, 4 // groups, 2, 3)), **how)
    case('Convolution.Convolved', lambda x, w: F.conv3d(x, w, padding=1), tensor((1, 2, 3, 3, 2)), tensor((2, 2, 2, 2, 2)), stride=1, padding=1, dilation=1, groups=1)
    case('Convolution.Convolved', lambda x, w: F.conv2d(x, w), tensor((3, 3, 12, 12)), tensor((6, 3, 5, 5)), stride=1, padding=0, dilation=1, groups=1)
    for stride, padding, dilation, groups in [(1, 0, 1, 1), (2, 1, 1, 2), (1, 1, 2, 4)]:
        how = dict(stride=stride, padding=padding, dilation=dilation, groups=groups)
        x, w = tensor((2, 4, 5, 7)), tensor((4, 4 // groups, 2, 3))
        g = tensor(F.conv2d(x, w, **how).shape)
        case('Convolve', lambda x, w, how=how: F.conv2d(x, w, **how), x, w, kernel=[2, 3], **how)
        case('ConvolveBack', lambda w, g, how=how, shape=x.shape: torch.nn.grad.conv2d_input(shape, w, g, **how), w, g, kernel=[2, 3], sizes=[5, 7], **how)
        case('ConvolveKernel', lambda x, g, how=how, w=w: torch.autograd.grad(F.conv2d(x, w.requires_grad_(), **how), w, g, create_graph=True)[0], x, g, kernel=[2, 3], **how)
    for size, stride, padding in [(2, 2, 0), (3, 2, 1)]:
        how = dict(stride=stride, padding=padding)
        def places(key, k=size, how=how):
            return F.max_pool2d(key.detach(), k, return_indices=True, **how)[1].flatten(2)
        key, x = distinct((2, 2, 6, 7)), tensor((2, 2, 6, 7))
        shape = F.max_pool2d(key, size, **how).shape
        case('PickLargest', lambda key, x, shape=shape, places=places: x.flatten(2).gather(2, places(key)).reshape(shape), key, x, kernel=[size] * 2, dilation=1, **how)
        case('PlaceLargest', lambda key, g, places=places: torch.zeros(2, 2, 42).scatter_add(2, places(key), g.flatten(2)).reshape(2, 2, 6, 7), key, tensor(shape), kernel=[size] * 2, dilation=1, **how)
    for stride, padding, dilation in [(1, 0, 1), (2, 1, 1), (2, 0, 2)]:
        how = dict(stride=stride, padding=padding, dilation=dilation)
        case('Convolution.TransposedConvolved', lambda x, w, how=how: F.conv_transpose1d(x, w, **how), tensor((2, 3, 4)), tensor((3, 2, 3)), **how)
        case('Convolution.TransposedConvolved', lambda x, w, how=how: F.conv_transpose2d(x, w, **how), tensor((2, 3, 3, 4)), tensor((3, 2, 2, 3)), **how)
    for shape in [(2, 3, 4), (1, 2, 3, 2)]:
        case('Convolution.PlusChannels', lambda x, b: x + b.reshape(-1, *[1] * (x.dim() - 2)), tensor(shape), tensor((shape[1],)))
    for size, stride, padding in [(2, 2, 0), (3, 2, 1), (3, 1, 0)]:
        how = dict(stride=stride, padding=padding)
        case('Convolution.MaxPooled', lambda x, k=size, how=how: F.max_pool1d(x, k, **how), distinct((2, 2, 7)), size=size, **how)
        case('Convolution.MaxPooled', lambda x, k=size, how=how: F.max_pool2d(x, k, **how), distinct((2, 2, 6, 7)), size=size, **how)
        case('Convolution.AveragePooled', lambda x, k=size, how=how: F.avg_pool1d(x, k, **how), tensor((2, 2, 7)), size=size, **how)
        case('Convolution.AveragePooled', lambda x, k=size, how=how: F.avg_pool2d(x, k, **how), tensor((2, 2, 6, 7)), size=size, **how)


def layers():
    for rows in [(), (4,)]:
        case('Layer.Dense', F.linear, tensor((*rows, 3)), tensor((2, 3)), tensor((2,)))
        case('Layer.Dense', F.linear, tensor((*rows, 3)), tensor((2, 3)))
    case('Layer.Embedding', lambda t: F.embedding(torch.tensor([1, 1, 0]), t), tensor((3, 2)), words=[1, 1, 0])
    case('Layer.Embedding', lambda t: F.embedding(torch.tensor([4]), t), tensor((5, 3)), words=[4])
    mask = torch.tensor([1.0, 0.0, 1.0, 1.0])
    for shape in [(4,), (2, 4)]:
        case('Layer.Dropout', lambda x: x * mask, tensor(shape), mask=[1, 0, 1, 1])
        case('Layer.InvertedDropout', lambda x, p: x * mask / (1 - p), tensor(shape), tensor((), 0.2, 0.6), mask=[1, 0, 1, 1])
    for shape in [(4,), (2, 4), (2, 3, 5)]:
        n = shape[-1]
        case('Layer.LayerNorm', lambda x, g, b, e: (x - x.mean(-1, keepdim=True)) / torch.sqrt(x.var(-1, unbiased=False, keepdim=True) + e) * g + b, tensor(shape), tensor((n,)), tensor((n,)), tensor((), 0.1, 0.5))
        case('Layer.LayerNorm', lambda x, g, b: F.layer_norm(x, (x.shape[-1],), g, b, 1e-5), tensor(shape), tensor((n,)), tensor((n,)), epsilon=1e-5)
        case('Layer.RmsNorm', lambda x, g, e: g * x * torch.rsqrt(x.square().mean(-1, keepdim=True) + e), tensor(shape), tensor((n,)), tensor((), 0.1, 0.5))
    for shape in [(5, 3), (3, 2, 4), (2, 3, 2, 3)]:
        n = shape[1]
        case('Layer.BatchNorm', lambda x, g, b: F.batch_norm(x, None, None, g, b, True, 0.1, 1e-5), tensor(shape), tensor((n,)), tensor((n,)), epsilon=1e-5)
        case('Layer.BatchNorm', lambda x, m, v, g, b: (x - m.reshape(-1, *[1] * (x.dim() - 2))) / torch.sqrt(v + 1e-5).reshape(-1, *[1] * (x.dim() - 2)) * g.reshape(-1, *[1] * (x.dim() - 2)) + b.reshape(-1, *[1] * (x.dim() - 2)),
             tensor(shape), tensor((n,)), tensor((n,), 0.2, 2), tensor((n,)), tensor((n,)), epsilon=1e-5)
        axes = [a for a in range(len(shape)) if a != 1]
        case('Layer.ChannelMean', lambda x, a=axes: x.mean(a), tensor(shape))
        case('Layer.ChannelVariance', lambda x, a=axes: x.var(a, unbiased=False), tensor(shape))
    case('Layer.Running', lambda r, b, a: torch.lerp(r, b, a), tensor((3,)), tensor((3,)), tensor((), 0.1, 0.9))
    causal = torch.tril(torch.ones(3, 3))
    for lead in [(), (2,)]:
        q, k, v = tensor((*lead, 3, 4)), tensor((*lead, 3, 4)), tensor((*lead, 3, 2))
        case('Attention.Weights', lambda q, k: torch.softmax(q @ k.transpose(-1, -2) / 2, -1), q, k)
        case('Attention.Of', lambda q, k, v: torch.softmax(q @ k.transpose(-1, -2) / 2, -1) @ v, q, k, v)
        case('Attention.Of', lambda q, k, v: torch.softmax((q @ k.transpose(-1, -2) / 2).masked_fill(causal == 0, -math.inf), -1) @ v, q, k, v, causal=True)
    case('Attention.CausalMask', lambda: torch.tril(torch.ones(4, 4)), n=4)
    for heads in [1, 2, 4]:
        for masked in [False, True]:
            module = torch.nn.MultiheadAttention(4, heads, bias=False, batch_first=True)
            eye = {'in_proj_weight': torch.eye(4).repeat(3, 1), 'out_proj.weight': torch.eye(4)}
            barred = (causal == 0) if masked else None
            case('Attention.MultiHead', lambda q, k, v, m=module, e=eye, b=barred: functional_call(m, e, (q[None], k[None], v[None]), dict(attn_mask=b))[0][0],
                 tensor((3, 4)), tensor((3, 4)), tensor((3, 4)), heads=heads, causal=masked)


def recurrent():
    def cell(run, gates):
        def steps(x, h, w, u, b, *c):
            flat = [w, u, b, torch.zeros(gates * h.shape[-1])]
            out, *last = run(x, (h, c[0]) if c else h, flat, True, 1, 0.0, True, False, False)
            return torch.cat([out, last[1]]) if c else out
        return steps

    # what torch.nn.RNN, LSTM and GRU call; the modules themselves hold their weights fast
    rnn, lstm, gru = cell(torch._VF.rnn_tanh, 1), cell(torch._VF.lstm, 4), cell(torch._VF.gru, 3)
    for batch in [1, 2]:
        for inputs, hidden, steps in [(3, 2, 1), (2, 3, 4)]:
            x, h, c = tensor((steps, batch, inputs)), tensor((1, batch, hidden)), tensor((1, batch, hidden))
            def weights(gates):
                return tensor((gates * hidden, inputs), -1, 1), tensor((gates * hidden, hidden), -1, 1), tensor((gates * hidden,), -1, 1)
            case('RnnCell', rnn, x, h, *weights(1))
            case('LstmCell', lstm, x, h, *weights(4), c)
            case('GruCell', gru, x, h, *weights(3), reset='After')
            case('GruCell', gru_before, x, h, *weights(3), reset='Before')
            case('LstmCell', lstm_with_peepholes, x, h, *weights(4), c, tensor((3, hidden)), peepholes='diagonal')
            case('LstmCell', lstm_with_peepholes, x, h, *weights(4), c, tensor((3, hidden, hidden)), peepholes='full')
            case('Gate', lambda x, h, w, u, b: F.linear(x, w, b) + F.linear(h, u), x[0], h[0], *weights(1))


def gru_before(x, h, w, u, b):
    """The reset gate before the product, as in the first paper: torch has the other form only."""
    h, out = h[0], []
    (wr, wz, wn), (ur, uz, un), (br, bz, bn) = w.chunk(3), u.chunk(3), b.chunk(3)
    for step in x:
        r, z = torch.sigmoid(F.linear(step, wr, br) + F.linear(h, ur)), torch.sigmoid(F.linear(step, wz, bz) + F.linear(h, uz))
        n = torch.tanh(F.linear(step, wn, bn) + F.linear(r * h, un))
        h = torch.lerp(n, h, z)
        out.append(h)
    return torch.stack(out)


def lstm_with_peepholes(x, h, w, u, b, c, p):
    h, c, out = h[0], c[0], []
    look = (lambda p, c: F.linear(c, p)) if p.dim() == 3 else (lambda p, c: p * c)
    for step in x:
        i, f, g, o = (F.linear(step, w, b) + F.linear(h, u)).chunk(4, -1)
        i, f = torch.sigmoid(i + look(p[0], c)), torch.sigmoid(f + look(p[1], c))
        c = f * c + i * torch.tanh(g)
        h = torch.sigmoid(o + look(p[2], c)) * torch.tanh(c)
        out.append(h)
    return torch.cat([torch.stack(out), c[None]])


def losses():
    for shape in [(3,), (2, 4), (5, 2)]:
        n = shape[-1]
        near, far, chance = (lambda: tensor(shape)), (lambda: tensor(shape, -4, 4)), (lambda: tensor(shape, 0.04, 0.96))
        sign = torch.tensor([1.0 if draw.random() < 0.5 else -1.0 for _ in range(math.prod(shape))]).reshape(shape)
        hot = F.one_hot(torch.tensor([draw.randrange(n) for _ in range(math.prod(shape[:-1]))]).reshape(shape[:-1]), n).to(torch.float64)
        case('Loss.SquaredError', lambda a, b: F.mse_loss(a, b, reduction='none'), near(), near())
        case('Loss.SquaredError', lambda a, b: F.mse_loss(a, b), near(), near(), reduce='mean')
        case('Loss.SquaredError', lambda a, b: 0.5 * F.mse_loss(a, b, reduction='sum'), near(), near(), reduce='half sum')
        case('Loss.AbsoluteError', lambda a, b: F.l1_loss(a, b, reduction='none'), near(), near() + 0.005)
        case('Loss.Huber', lambda a, b: F.huber_loss(a, b, reduction='none', delta=0.7), near(), near() + 0.005, delta=0.7)
        case('Loss.LogLoss', lambda p, y: F.binary_cross_entropy(p, y, reduction='none') if not y.requires_grad else -(y * p.log() + (1 - y) * (1 - p).log()), chance(), chance())
        case('Loss.LogLossFromLogits', lambda z, y: F.binary_cross_entropy_with_logits(z, y, reduction='none'), far(), chance())
        case('Loss.CrossEntropy', lambda p, y: -(y * p.log()).sum(-1), probabilities(shape), chance())
        case('Loss.CrossEntropyFromLogits', lambda z, y: F.cross_entropy(z.reshape(-1, n), y.reshape(-1, n), reduction='none').reshape(shape[:-1]), far(), chance())
        case('Loss.WeightedCrossEntropyFromLogits', lambda z, y, w: F.cross_entropy(z.reshape(-1, n), y.reshape(-1, n), w.detach(), reduction='none').reshape(shape[:-1]) + (w - w.detach()) @ (-(y * z.log_softmax(-1))).reshape(-1, n).transpose(0, 1).reshape(n, *shape[:-1]), far(), chance(), tensor((n,), 0.2, 2))
        case('Loss.Smoothed', lambda y, e: (1 - e) * y + e / n, hot, tensor((), 0.05, 0.3))
        case('Loss.CrossEntropyFromLogits', lambda z: F.cross_entropy(z.reshape(-1, n), hot.argmax(-1).reshape(-1), label_smoothing=0.1, reduction='none').reshape(shape[:-1]), far(), smoothing=0.1, target=rounded(hot.reshape(-1).tolist()))
        case('Loss.Focal', lambda p, g: -(1 - torch.where(sign > 0, p, 1 - p)) ** g * torch.where(sign > 0, p, 1 - p).log(), chance(), tensor((), 0.5, 3), target=rounded(((sign + 1) / 2).reshape(-1).tolist()))
        case('Loss.Hinge', lambda s: F.relu(1 - sign * s), near(), target=rounded(sign.reshape(-1).tolist()))
        case('Loss.Triplet', lambda a, p, q: F.triplet_margin_loss(a.reshape(-1, n), p.reshape(-1, n), q.reshape(-1, n), margin=3.0, eps=0, reduction='none').reshape(shape[:-1]), near(), near(), near(), margin=3.0)
        case('Loss.TripletOfSquares', lambda a, p, q: F.relu((a - p).square().sum(-1) - (a - q).square().sum(-1) + 3), near(), near(), near(), margin=3.0)
        case('Loss.Contrastive', lambda a, b: 0.5 * F.relu(5 - torch.linalg.vector_norm(a - b, dim=-1)) ** 2, near(), near(), same=0, margin=5.0)
        case('Loss.Contrastive', lambda a, b: 0.5 * (a - b).square().sum(-1), near(), near(), same=1, margin=5.0)
        case('Loss.Divergence', lambda p, q: F.kl_div(q.log(), p, reduction='none').sum(-1), probabilities(shape), probabilities(shape))


def optimizers():
    def path(member, make, n, steps, **options):
        start, gradients = tensor((n,)), [tensor((n,)) for _ in range(steps)]
        w = start.clone().requires_grad_()
        rule, positions = make([w]), []
        for g in gradients:
            w.grad = g.clone()
            rule.step()
            positions.append(rounded(w.detach().tolist()))
        emit({'member': member, 'options': options, 'start': rounded(start.tolist()), 'steps': [rounded(g.tolist()) for g in gradients], 'path': positions})

    class Rule:
        """What torch has no class for: its equations on torch tensors."""
        def __init__(self, parameters, update):
            self.w, self.update, self.t, self.memory = parameters[0], update, 0, [torch.zeros_like(parameters[0]) for _ in range(2)]

        def step(self):
            self.t += 1
            with torch.no_grad():
                self.w.add_(self.update(self.w.grad, self.memory, self.t))

    def damped(parameters):
        rule = torch.optim.SGD(parameters, lr=0.1, momentum=0.75, dampening=0.75)
        rule.state[parameters[0]]['momentum_buffer'] = torch.zeros_like(parameters[0])
        return rule

    def velocity(g, memory, t):
        memory[0].mul_(0.75).sub_(0.1 * g)
        return memory[0]

    def adagrad_under_root(g, memory, t):
        memory[0].addcmul_(g, g)
        return -0.1 * g * torch.rsqrt(memory[0] + 1e-3)

    def rmsprop_under_root(g, memory, t):
        memory[0].mul_(0.9).addcmul_(g, g, value=0.1)
        return -0.1 * g * torch.rsqrt(memory[0] + 1e-3)

    def plain_adam(g, memory, t):
        memory[0].lerp_(g, 0.1)
        memory[1].mul_(0.99).addcmul_(g, g, value=0.01)
        return -0.1 * memory[0] / (memory[1].sqrt() + 1e-3)

    def adam_under_root(g, memory, t):
        memory[0].lerp_(g, 0.1)
        memory[1].mul_(0.99).addcmul_(g, g, value=0.01)
        return -0.1 * memory[0] / (1 - 0.9 ** t) * torch.rsqrt(memory[1] / (1 - 0.99 ** t) + 1e-3)

    def adabelief(g, memory, t):
        memory[0].lerp_(g, 0.1)
        memory[1].mul_(0.99).add_(0.01 * (g - memory[0]).square() + 1e-3)
        return -0.1 * memory[0] / (1 - 0.9 ** t) / ((memory[1] / (1 - 0.99 ** t)).sqrt() + 1e-3)

    o = torch.optim
    adam = dict(lr=0.1, betas=(0.9, 0.99), eps=1e-3)
    for n, steps in [(1, 5), (4, 12)]:
        path('GradientDescent', lambda p: o.SGD(p, lr=0.1), n, steps)
        path('Momentum', lambda p: o.SGD(p, lr=0.1, momentum=0.75), n, steps, form='Sum')
        path('Momentum', damped, n, steps, form='Average')
        path('Momentum', lambda p: Rule(p, velocity), n, steps, form='Velocity')
        path('Momentum', lambda p: o.SGD(p, lr=0.1, momentum=0.75), n, steps, form='Step')
        path('NesterovAhead', lambda p: o.SGD(p, lr=0.1, momentum=0.75), n, steps)       # the gradients are given: looking ahead changes none
        path('Nesterov', lambda p: o.SGD(p, lr=0.1, momentum=0.75, nesterov=True), n, steps)
        path('Adagrad', lambda p: o.Adagrad(p, lr=0.1, eps=1e-3), n, steps, place='BesideRoot')
        path('Adagrad', lambda p: Rule(p, adagrad_under_root), n, steps, place='UnderRoot')
        path('RmsProp', lambda p: o.RMSprop(p, lr=0.1, alpha=0.9, eps=1e-3), n, steps, place='BesideRoot')
        path('RmsProp', lambda p: Rule(p, rmsprop_under_root), n, steps, place='UnderRoot')
        path('Adam', lambda p: o.Adam(p, **adam), n, steps, bias='Corrected', place='BesideRoot')
        path('Adam', lambda p: Rule(p, plain_adam), n, steps, bias='None', place='BesideRoot')
        path('Adam', lambda p: Rule(p, adam_under_root), n, steps, bias='Corrected', place='UnderRoot')
        path('AdamW', lambda p: o.AdamW(p, weight_decay=0.5, **adam), n, steps)
        path('WithL2', lambda p: o.Adam(p, weight_decay=0.5, **adam), n, steps, rule='Adam')
        path('WithL2', lambda p: o.SGD(p, lr=0.1, momentum=0.75, weight_decay=0.5), n, steps, rule='Momentum')
        path('AdaBelief', lambda p: Rule(p, adabelief), n, steps)


def schedules():
    def rates(member, make, **options):
        rule = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.8)
        schedule, found = make(rule), []
        for _ in range(8):
            found.append(rule.param_groups[0]['lr'])
            rule.step()
            schedule.step()
        emit({'member': f'Schedule.{member}', 'options': options, 'rates': rounded(found)})

    s = torch.optim.lr_scheduler
    rates('Steps', lambda r: s.StepLR(r, 3, 0.5), factor=0.5, every=3)
    rates('Exponential', lambda r: s.ExponentialLR(r, 0.7), factor=0.7)
    rates('InverseTime', lambda r: s.LambdaLR(r, lambda k: 1 / (1 + 0.5 * k)), decay=0.5)
    rates('Cosine', lambda r: s.CosineAnnealingLR(r, 10, 0.1), least=0.1, steps=10)
    rates('Linear', lambda r: s.LinearLR(r, 1.0, 0.25, 5), last=0.2, steps=5)
    rates('Warmup', lambda r: s.LinearLR(r, 0.25, 1.0, 3), steps=4)
    rates('InverseRoot', lambda r: s.LambdaLR(r, lambda k: min((k + 1) ** -0.5, (k + 1) * 4 ** -1.5)), warmup=4)


for part in [functions, pairs, moving, convolutions, layers, recurrent, losses, optimizers, schedules]:
    part()
print(f'{count} cases by torch {torch.__version__}', file=sys.stderr)
