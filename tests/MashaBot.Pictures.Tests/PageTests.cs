using MashaBot.Pictures.Scenes;
using MashaBot.Sheets;
using SkiaSharp;

namespace MashaBot.Pictures.Tests;

public class PageTests
{
    internal const string Sample = """
        ## Один вес, восемь спусков

        Есть две точки, $x=(1; 2)$ и $y=(2; 3)$, и модель $\hat y = w\cdot x$. Ошибка **всей** выборки — *среднее* квадратов,
        а `w = 0` в начале пути, поэтому $\frac{\partial L}{\partial w} = -8$.

        $$MSE(w) = \frac{1}{n}\sum_{i=1}^{n}(y_i - w x_i)^2 = 2{,}5w^2 - 8w + 6{,}5$$

        1. Выпиши градиент в точке $w_0$.
        2. Сделай три шага: $w_{t+1} = w_t - \eta\cdot\nabla L(w_t)$, каждый раз в новой точке.
        - без пункта

        > Скорость — это хорошо, но тормоза тоже нужны.

        | $t$ | $w_t$ | градиент |
        |---|---|---|
        | 0 | 0 | $-8$ |
        | 1 | $0{,}8$ | $-4$ |

        ```
        w = 0,8
        ```

        ![парабола](picture:loss)
        """;

    [Fact]
    public void A_message_fits_a_phones_width()
    {
        var scene = PageScene.Of(Prose.Parse(Sample)).Framed();
        Assert.Equal(Theme.Width, scene.Frame.Width, 1f);
        Assert.All(scene.Shapes, shape => Assert.InRange(shape.Bounds.Right, 0, Theme.Width - 2 * Theme.Padding + 1));
    }

    [Fact]
    public void Lines_do_not_run_into_each_other()
    {
        var words = PageScene.Of(Prose.Parse(Sample)).Shapes.OfType<Shape.Label>().Select(label => label.Bounds).ToArray();
        for (var i = 0; i < words.Length; i++)
            for (var j = 0; j < i; j++) Assert.False(SKRect.Inflate(words[i], -2, 0).IntersectsWith(SKRect.Inflate(words[j], -2, 0)), $"{words[i]} and {words[j]}");
    }

    [Fact]
    public void A_long_formula_is_made_smaller_rather_than_cut_off()
    {
        var scene = PageScene.Of(Prose.Parse("$$" + string.Join(" + ", Enumerable.Range(1, 40).Select(i => $"x_{{{i}}}")) + "$$")).Framed();
        Assert.Equal(Theme.Width, scene.Frame.Width, 1f);
    }

    [Fact]
    public void A_sign_that_no_glyph_exists_for_becomes_a_box() => Assert.NotEmpty(Painter.Png(Prose.Parse("Ура 🎉")));

    [Fact]
    public void Nothing_at_all_is_an_empty_card() => Assert.NotEmpty(Painter.Png(Prose.Empty));
}
