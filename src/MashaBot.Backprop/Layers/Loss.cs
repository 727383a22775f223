namespace MashaBot.Backprop;

/// <summary>
/// Loss functions, one value for each example (or place), still to be averaged or added: <c>Loss.SquaredError(ŷ, y).Mean()</c> is MSE,
/// <c>.Sum()</c> the sum of squares, <c>.Mean() * Real.Half</c> the form whose derivative has no 2.
/// </summary>
public static class Loss
{
    /// <summary>(ŷ − y)².</summary>
    public static Node SquaredError(Node predicted, Node target) => (predicted - target).Squared();

    /// <summary>|ŷ − y|, with derivative 0 where they are equal.</summary>
    public static Node AbsoluteError(Node predicted, Node target) => (predicted - target).Abs();

    /// <summary>Huber's function of ŷ − y: squared (½) up to δ, straight beyond.</summary>
    public static Node Huber(Node predicted, Node target, Node delta) => predicted.Graph.Apply(Ops.Huber, predicted - target, delta);

    /// <summary>−(y·ln p + (1 − y)·ln(1 − p)) for a probability p of class 1 and y ∈ [0, 1].</summary>
    public static Node LogLoss(Node probability, Node target) => -(TimesLog(target, probability) + TimesLog(1 - target, 1 - probability));

    /// <summary>The same from the logit z, p = σ(z): softplus(z) − y·z, without overflow.</summary>
    public static Node LogLossFromLogits(Node logit, Node target) => logit.Softplus() - target * logit;

    /// <summary>−Σ yₖ·ln pₖ along the last axis (the classes).</summary>
    public static Node CrossEntropy(Node probabilities, Node target) => -TimesLog(target, probabilities).SumAlong(^1);

    /// <summary>−Σ yₖ·ln softmax(z)ₖ along the last axis (the classes).</summary>
    public static Node CrossEntropyFromLogits(Node logits, Node target) => -(target * logits.LogSoftmax()).SumAlong(^1);

    /// <summary>Cross-entropy where class k counts wₖ times: −Σ wₖ·yₖ·ln softmax(z)ₖ. Averaging divides by the number of examples, not by the sum of their weights.</summary>
    public static Node WeightedCrossEntropyFromLogits(Node logits, Node target, Node weights) => CrossEntropyFromLogits(logits, target * weights);

    /// <summary>Label smoothing of a target over K classes (the last axis): (1 − ε)·y + ε/K.</summary>
    /// <remarks>Szegedy et al., <i>Rethinking the Inception Architecture</i> (2016), §7.</remarks>
    public static Node Smoothed(Node target, Node epsilon) => (1 - epsilon) * target + epsilon / target.Shape[target.Shape.Rank - 1];

    /// <summary>−(1 − q)^γ·ln q, where q is the probability given to what is true: p if y = 1, 1 − p if y = 0.</summary>
    /// <remarks>Lin, Goyal, Girshick, He and Dollár, <i>Focal Loss for Dense Object Detection</i> (2017).</remarks>
    public static Node Focal(Node probability, Node target, Node gamma)
    {
        var q = target * probability + (1 - target) * (1 - probability);
        return -((1 - q).Power(gamma) * q.Log());
    }

    /// <summary>max(0, 1 − y·s) for a score s and y ∈ {−1, 1}.</summary>
    public static Node Hinge(Node score, Node target) => (1 - target * score).Relu();

    /// <summary>max(0, ‖a − p‖ − ‖a − n‖ + m): an anchor should be nearer to its like than to another. Vectors along the last axis.</summary>
    public static Node Triplet(Node anchor, Node positive, Node negative, Node margin) =>
        (Distance(anchor, positive) - Distance(anchor, negative) + margin).Relu();

    /// <summary>The triplet loss of squared distances.</summary>
    /// <remarks>Schroff, Kalenichenko and Philbin, <i>FaceNet</i> (2015).</remarks>
    public static Node TripletOfSquares(Node anchor, Node positive, Node negative, Node margin) =>
        (SquaredDistance(anchor, positive) - SquaredDistance(anchor, negative) + margin).Relu();

    /// <summary>½·s·d² + ½·(1 − s)·max(0, m − d)², d the distance and s = 1 for a pair of one kind, else 0. Vectors along the last axis.</summary>
    /// <remarks>Hadsell, Chopra and LeCun, <i>Dimensionality Reduction by Learning an Invariant Mapping</i> (2006), with Y = 1 − s.</remarks>
    public static Node Contrastive(Node a, Node b, Node same, Node margin) =>
        (same * SquaredDistance(a, b) + (1 - same) * (margin - Distance(a, b)).Relu().Squared()) * Real.Half;

    /// <summary>KL(p‖q) = Σ pₖ·ln(pₖ/qₖ) along the last axis.</summary>
    public static Node Divergence(Node p, Node q) => (TimesLog(p, p) - TimesLog(p, q)).SumAlong(^1);

    private static Node TimesLog(Node a, Node b) => a.Graph.Apply(Ops.TimesLog, a, b);
    private static Node SquaredDistance(Node a, Node b) => (a - b).Squared().SumAlong(^1);
    private static Node Distance(Node a, Node b) => SquaredDistance(a, b).Sqrt();
}
