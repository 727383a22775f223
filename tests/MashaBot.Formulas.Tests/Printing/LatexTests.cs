using MashaBot.Backprop;

namespace MashaBot.Formulas.Tests.Printing;

public sealed class LatexTests
{
    [Theory]
    [InlineData(@"\frac{p-y}{p(1-p)}", "(p − y)/(p(1 − p))")]
    [InlineData(@"\frac{1}{(1+x)(1-x)}", "1/((1 + x)(1 − x))")]
    [InlineData(@"\frac{1}{\sigma(z)}", "1/σ(z)")]
    [InlineData(@"\frac{\partial f}{\partial x}", "∂f/∂x")]
    [InlineData(@"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿxᵢ")]
    [InlineData("w_{12}", "w₁₂")]
    [InlineData(@"\hat y", "ŷ")]
    [InlineData(@"\hat{y}_1", "ŷ₁")]
    [InlineData(@"a\cdot b", "a·b")]
    [InlineData(@"a \cdot b", "a·b")]
    [InlineData(@"n \times d", "n×d")]
    [InlineData(@"w \approx -1{,}66", "w ≈ −1,66")]
    [InlineData(@"2 \cdot (-3)", "2·(−3)")]
    [InlineData(@"\frac{1}{2n}", "1/(2n)")]
    [InlineData(@"\frac{a+b}{c}", "(a + b)/c")]
    [InlineData(@"\frac{1}{1+e^{-x}}", "1/(1 + e⁻ˣ)")]
    [InlineData(@"\sqrt{x^2+1}", "√(x² + 1)")]
    [InlineData(@"\sqrt 2", "√2")]
    [InlineData(@"100{,}5", "100,5")]
    [InlineData(@"h_1=\max(0,\ 5\cdot 20)", "h₁ = max(0, 5·20)")]
    [InlineData(@"\sigma(h)=\frac{1}{1+e^{-h}}", "σ(h) = 1/(1 + e⁻ʰ)")]
    [InlineData(@"X^\top X", "XᵀX")]
    [InlineData(@"X^T", "Xᵀ")]
    [InlineData(@"x \in \mathbb{R}^n", "x ∈ ℝⁿ")]
    [InlineData(@"\left(\frac{1}{2}\right)", "(1/2)")]
    [InlineData(@"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "[1 2; 3 4]")]
    [InlineData(@"\beta_2", "β₂")]
    [InlineData(@"w_{t-1}", "wₜ₋₁")]
    [InlineData(@"a \le b", "a ≤ b")]
    [InlineData(@"\text{если } x > 0", "если x > 0")]
    [InlineData(@"x=-1", "x = −1")]
    [InlineData(@"(-1)", "(−1)")]
    [InlineData(@"\ln p", "ln p")]
    [InlineData(@"\operatorname{ReLU}(x)", "ReLU(x)")]
    [InlineData(@"x_1,\ x_2", "x₁, x₂")]
    [InlineData(@"f'(x)", "f′(x)")]
    [InlineData(@"\eta\nabla L", "η∇L")]
    [InlineData(@"2^{10}", "2¹⁰")]
    [InlineData(@"x^{n+1}", "xⁿ⁺¹")]
    [InlineData(@"e^{-\frac{x}{2}}", "e^(−x/2)")]
    [InlineData(@"\unknown x", "unknownx")]
    [InlineData(@"[n \times 2]\,[2 \times 1]", "[n×2] [2×1]")]
    [InlineData(@"|f(x) - f(z)| \le L\,|x - z|", "|f(x) − f(z)| ≤ L |x − z|")]
    [InlineData(@"|-x| - 1", "|−x| − 1")]
    [InlineData(@"\frac{g_t}{\sqrt{v_t}}", "gₜ/√vₜ")]
    [InlineData(@"\frac{\hat m_2}{\sqrt{\hat v_2}}", "m̂₂/√v̂₂")]
    [InlineData(@"\frac{0{,}1}{t^{0{,}3}}", "0,1/t^(0,3)")]
    [InlineData(@"\frac{", "/")]
    [InlineData("}{", "")]
    public void Prose_as_text(string latex, string text) => Assert.Equal(text, Latex.ToText(latex));

    [Theory]
    [InlineData("100.5", "100,5", @"100{,}5")]
    [InlineData("8/3", "8/3", @"\frac{8}{3}")]
    [InlineData("-8/3", "−8/3", @"-\frac{8}{3}")]
    [InlineData("-0.5", "−0,5", @"-0{,}5")]
    [InlineData("0", "0", "0")]
    [InlineData("-1/32", "−0,03125", "-0{,}03125")]
    [InlineData("42426", "42426", "42426")]
    public void Exact_numbers(string value, string text, string latex)
    {
        Assert.Equal(text, Numbers.Format(Rational.Parse(value), NumberStyle.DecimalComma));
        Assert.Equal(latex, Numbers.Format(Rational.Parse(value), NumberStyle.DecimalComma, null, PrintForm.Latex));
    }

    [Theory]
    [InlineData(0.31622776, null, "0.3162")]
    [InlineData(12345.678, null, "12346")]
    [InlineData(2.302585, 3, "2.303")]
    [InlineData(-0.00004, 3, "0.000")]
    [InlineData(1.9996, 3, "2.000")]
    [InlineData(0.0000123, null, "1.230·10⁻⁵")]
    public void Rounded_numbers(double value, int? decimals, string text) => Assert.Equal(text, Numbers.Format((Real)value, NumberStyle.DecimalPoint, decimals));

    [Fact] public void A_value_with_fewer_digits_is_not_padded() => Assert.Equal("0.5", Numbers.Format(new Rational(1, 2), NumberStyle.DecimalPoint, 3));

    [Theory]
    [InlineData("2.5*w^2 - 8*w", @"2{,}5w^{2} - 8w")]
    [InlineData("max(0, 5*20 - 60*0 + 0.5*1)", @"\max(0;\ 5 \cdot 20 - 60 \cdot 0 + 0{,}5 \cdot 1)")]
    [InlineData("-2*x*(y - w*x)", @"-2x(y - wx)")]
    [InlineData("yhat - y", @"\hat y - y")]
    [InlineData("w1*x1", @"w_{1}x_{1}")]
    [InlineData("sigma(x)*(1 - sigma(x))", @"\sigma(x)(1 - \sigma(x))")]
    [InlineData("grad(f, x)", @"\frac{\partial f}{\partial x}")]
    [InlineData("1/(2*n)", @"\frac{1}{2n}")]
    [InlineData("(a + b)^2", @"(a + b)^{2}")]
    [InlineData("beta2*s", @"\beta_{2}s")]
    public void Formulas_as_latex(string formula, string latex) => Assert.Equal(latex, Formula.Parse(formula, Vocabulary.Open.With("yhat", "beta2")).ToLatex(NumberStyle.DecimalComma));
}
