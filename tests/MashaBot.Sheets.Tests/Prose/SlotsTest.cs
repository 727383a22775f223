namespace MashaBot.Sheets.Tests;

public class SlotsTest
{
    [Theory]
    [InlineData("{{x}}", "<x>")]
    [InlineData("a {{ x +  1 }} b {{y}}", "a <x + 1> b <y>")]
    [InlineData(@"\frac{{{a}}}{{{b}}}", @"\frac{<a>}{<b>}")]
    [InlineData("{{w_{1}}}", "<w_{1}>")]
    [InlineData("e^{{{n}}}", "e^{<n>}")]
    [InlineData("нет слотов {x}", "нет слотов {x}")]
    [InlineData("не закрыт {{x", "не закрыт {{x")]
    [InlineData("не закрыт {{x}, а этот {{y}}", "не закрыт {{x}, а этот {{y}}")]
    public void Slots_are_found_among_LaTeX_braces(string text, string filled) => Assert.Equal(filled, Slots.Fill(text, (inside, _) => $"<{inside}>"));
}
