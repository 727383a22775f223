using CsCheck;

namespace MashaBot.Backprop.Tests;

/// <summary>Rational in, rational operations: rational out, through whole passes.</summary>
public sealed class ExactnessTests
{
    private readonly Graph graph = new();

    [Fact]
    public void Least_squares_by_hand_is_eight_fifths()
    {
        Node x = graph.Leaf("x", Shape.Of(2)), y = graph.Leaf("y", Shape.Of(2));
        var w = x.Dot(y) / x.Dot(x);
        Assert.Equal("8/5", w.Evaluate((x, Tensor.Vector(1, 2)), (y, Tensor.Vector(2, 3))).ToString());
    }

    [Fact]
    public void A_sigmoid_at_zero_passes_back_a_fraction()
    {
        Node w = graph.Leaf("w"), x = graph.Leaf("x");
        var loss = ((w * x).Sigmoid() - 1).Squared() * new Rational(1, 4);
        Assert.Equal("-1/32", graph.Gradient(loss, w).Evaluate((w, Tensor.Scalar(0)), (x, Tensor.Scalar(Rational.Half))).ToString());
    }

    [Fact]
    public void An_inverse_and_its_derivative_stay_rational()
    {
        var a = graph.Leaf("A", Shape.Of(2, 2));
        var at = Tensor.Matrix<Real>([1, 2], [3, 4]);
        Assert.Equal("((-2, 1), (3/2, -1/2))", a.Inverse().Evaluate((a, at)).ToString());
        Assert.Equal("((4, -3), (-2, 1))", graph.Gradient(graph.Apply(Ops.Determinant, a), a).Evaluate((a, at)).ToString());
    }

    [Fact]
    public void Softmax_of_equal_logits_is_a_fraction_and_so_is_its_gradient()
    {
        var z = graph.Leaf("z", Shape.Of(3));
        Tensor<Real> zeros = Tensor.Vector(0, 0, 0), thirds = Tensor.Vector(new Rational(1, 3), new Rational(1, 3), new Rational(1, 3));
        Assert.Equal(thirds, z.Softmax().Evaluate((z, zeros)));
        var loss = Loss.CrossEntropyFromLogits(z, graph.Constant(Tensor.Vector(1, 0, 0)));
        Assert.Equal(Tensor.Vector(new Rational(-2, 3), new Rational(1, 3), new Rational(1, 3)), graph.Gradient(loss, z).Evaluate((z, zeros)));
    }

    [Fact]
    public void A_network_of_fractions_agrees_with_fractions_computed_apart() =>
        Gen.Int[-9, 9].Array[8].Sample(n =>
        {
            var g = new Graph();
            Node x = g.Leaf("x", Shape.Of(2)), w = g.Leaf("W", Shape.Of(2, 2)), v = g.Leaf("v", Shape.Of(2));
            var h = w.MatMul(x).Relu();
            var loss = (v.Dot(h) - 1).Squared();
            var slope = g.Gradient(loss, w);
            var plan = new Plan<Real>(slope);
            Rational F(int i) => new(n[i], 7);
            plan.Set(x, Tensor.Vector(F(0), F(1)));
            plan.Set(w, Tensor.Matrix<Real>([F(2), F(3)], [F(4), F(5)]));
            plan.Set(v, Tensor.Vector(F(6), F(7)));
            plan.Run();

            Rational a = F(2) * F(0) + F(3) * F(1), b = F(4) * F(0) + F(5) * F(1);
            var error = 2 * (F(6) * Max0(a) + F(7) * Max0(b) - 1);
            Rational da = a.Sign > 0 ? error * F(6) : 0, db = b.Sign > 0 ? error * F(7) : 0;
            Assert.Equal([da * F(0), da * F(1), db * F(0), db * F(1)], plan[slope].ToArray().Select(value => value.Exact));

            static Rational Max0(Rational r) => r.Sign > 0 ? r : 0;
        }, iter: 50);

    [Fact]
    public void Second_derivatives_are_gradients_of_gradients()
    {
        Node x = graph.Leaf("x"), y = graph.Leaf("y");
        var f = x.Power(3) * y + y.Squared();
        var twice = graph.Gradient(graph.Gradient(f, x), y);
        Assert.Equal(12, twice.Evaluate((x, Tensor.Scalar(2)), (y, Tensor.Scalar(5))).Only);
        Assert.Equal(60, graph.Gradient(graph.Gradient(f, x), x).Evaluate((x, Tensor.Scalar(2)), (y, Tensor.Scalar(5))).Only);
    }

    [Fact]
    public void The_hessian_of_a_quadratic_form_is_the_matrix_and_its_transpose()
    {
        Node a = graph.Leaf("A", Shape.Of(2, 2)), x = graph.Leaf("x", Shape.Of(2)), d = graph.Leaf("d", Shape.Of(2));
        var form = x.Dot(a.MatMul(x));
        Tensor<Real> matrix = Tensor.Matrix<Real>([1, 2], [5, 3]), point = Tensor.Vector(7, -4), direction = Tensor.Vector(1, 10);
        Assert.Equal(Tensor.Matrix<Real>([2, 7], [7, 6]), graph.Hessian(form, x).Evaluate((a, matrix), (x, point)));
        Assert.Equal(Tensor.Vector(72, 67), graph.HessianVector(form, x, d).Evaluate((a, matrix), (x, point), (d, direction)));
    }

    [Fact]
    public void A_jacobian_has_the_axes_of_both()
    {
        Node a = graph.Leaf("A", Shape.Of(3, 2)), x = graph.Leaf("x", Shape.Of(2));
        var y = a.MatMul(x);
        var matrix = Tensor.Matrix<Real>([1, 2], [3, 4], [5, 6]);
        Assert.Equal(matrix, graph.Jacobian(y, x).Evaluate((a, matrix), (x, Tensor.Vector(0, 0))));
        Assert.Equal(Shape.Of(3, 3, 2), graph.Jacobian(y, a).Shape);
        Assert.Equal(Tensor.Vector(9, 12), graph.VectorJacobian(y, x, graph.Constant(Tensor.Vector(1, 1, 1))).Evaluate((a, matrix), (x, Tensor.Vector(0, 0))));
    }
}
