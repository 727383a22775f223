using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;

namespace MashaBot.Sheets.Tests;

public sealed record Letter(Prose Body);

/// <summary>A context of another project, which knows nothing of blocks.</summary>
[JsonSerializable(typeof(Letter))]
internal sealed partial class LetterJson : JsonSerializerContext;

public class ProseJsonTest
{
    private const string Everything = """
        # Заголовок

        Текст **жирный *и курсив***, `код`, $x^2$ и [ссылка](https://example.org)\
        новая строка

        $$\frac{1}{2}$$

        1. один
        2. - внутри

        | a | b |
        |---|---|
        | $1$ | 2 |

        > эпиграф

        ```
        код
        ```

        """;

    [Fact]
    public void What_is_stored_comes_back_the_same()
    {
        var letter = new Letter(Prose.Parse(Everything) + new Prose([new Block.Picture(new(new(3, 7), new(17), "net"), "картинка")]));
        var json = JsonSerializer.Serialize(letter, LetterJson.Default.Letter);
        var back = JsonSerializer.Deserialize(json, LetterJson.Default.Letter)!;
        Assert.Equal(json, JsonSerializer.Serialize(back, LetterJson.Default.Letter));
        Assert.Equal(letter.Body.ToText(), back.Body.ToText());
        Assert.Equal(letter.Body.Blocks.Select(block => block.GetType()), back.Body.Blocks.Select(block => block.GetType()));
    }

    [Fact]
    public void The_stored_form_is_short() =>
        Assert.Equal("""{"Body":[{"b":"p","Inlines":[{"i":"t","Value":"sin 0 = "},{"i":"m","Latex":"0"}]}]}""",
            JsonSerializer.Serialize(new Letter(Prose.Parse("sin 0 = $0$")), LetterJson.Default.Letter));

    [Fact]
    public void No_text_is_too_odd_to_read() => Gen.OneOf(
            Gen.String[Gen.Char["ab *_$|#>-`[](){}\\\n1.!<"], 0, 60],
            Gen.String[0, 40])
        .Sample(markdown => Prose.Parse(markdown).ToText() is not null);
}
