namespace MashaBot.Backprop.Tests;

public sealed class PlaceholderTest
{
    [Fact] public void Builds() => Assert.NotNull(typeof(object));
}
