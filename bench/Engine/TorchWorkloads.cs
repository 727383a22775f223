using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MashaBot.Bench;

/// <summary>The same workloads on TorchSharp: CPU, one thread, float64.</summary>
internal static class TorchWorkloads
{
    public static Dictionary<string, Action> All()
    {
        set_num_threads(1);
        set_default_dtype(ScalarType.Float64);
        random.manual_seed(1);
        return new()
        {
            ["W1"] = Scalar(),
            ["W2"] = Sigmoids(out _, out _),
            ["W3"] = Digits(),
            ["W4 batch 1"] = LeNet(1),
            ["W4 batch 16"] = LeNet(16),
            ["W5"] = Lstm(),
            ["W6"] = Transformer(),
            ["W7"] = TenAdamSteps(),
        };
    }

    private static Action Scalar()
    {
        Tensor x = tensor(2.0, requires_grad: true), y = tensor(3.0, requires_grad: true);
        return Step([x, y], () => x * x + x * y + (x + y) * (x + y));
    }

    private static Action Sigmoids(out Parameter[] parameters, out Func<Tensor> loss)
    {
        var net = nn.Sequential(nn.Linear(2, 2), nn.Sigmoid(), nn.Linear(2, 2), nn.Sigmoid(), nn.Linear(2, 1), nn.Sigmoid());
        Tensor x = rand(1, 2), y = rand(1, 1);
        parameters = [.. net.parameters()];
        loss = () => nn.functional.mse_loss(net.forward(x), y);
        return Step(parameters, loss);
    }

    private static Action Digits()
    {
        var net = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10));
        Tensor x = rand(32, 784), y = arange(32) % 10;
        return Step(net.parameters(), () => nn.functional.cross_entropy(net.forward(x), y));
    }

    private static Action LeNet(int batch)
    {
        var net = nn.Sequential(
            nn.Conv2d(1, 6, 5, padding: 2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10));
        Tensor x = rand(batch, 1, 28, 28), y = arange(batch) % 10;
        return Step(net.parameters(), () => nn.functional.cross_entropy(net.forward(x), y));
    }

    private static Action Lstm()
    {
        var net = nn.LSTM(16, 32);
        var x = rand(20, 8, 16);
        return Step(net.parameters(), () => net.forward(x).Item1.square().mean());
    }

    private static Action Transformer()
    {
        nn.Module<Tensor, Tensor>[] maps = [nn.Linear(64, 64), nn.Linear(64, 64), nn.Linear(64, 64), nn.Linear(64, 64)];
        var norm = nn.LayerNorm(64);
        var x = rand(32, 64);
        return Step(maps.SelectMany(map => map.parameters()).Concat(norm.parameters()), () =>
        {
            Tensor[] heads = [.. maps.Take(3).Select(map => map.forward(x).reshape(32, 4, 16).transpose(0, 1))];
            var weights = nn.functional.softmax(heads[0].matmul(heads[1].transpose(1, 2)) / 4, -1);
            var attended = weights.matmul(heads[2]).transpose(0, 1).reshape(32, 64);
            return norm.forward(x + maps[3].forward(attended)).square().mean();
        });
    }

    private static Action TenAdamSteps()
    {
        Sigmoids(out var parameters, out var loss);
        var rule = optim.Adam(parameters, lr: 0.001);
        return () =>
        {
            for (var i = 0; i < 10; i++)
            {
                using var scope = NewDisposeScope();
                rule.zero_grad();
                loss().backward();
                rule.step();
            }
        };
    }

    /// <summary>Forward and backward; the gradients are forgotten before each step, as before a step of training.</summary>
    private static Action Step(IEnumerable<Tensor> parameters, Func<Tensor> loss)
    {
        Tensor[] all = [.. parameters];
        return () =>
        {
            using var scope = NewDisposeScope();
            foreach (var parameter in all) parameter.grad = null;
            loss().backward();
        };
    }
}
