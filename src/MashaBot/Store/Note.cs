namespace MashaBot.Store;

/// <summary>Something else that is kept besides learners: a small document, found by its kind and number.</summary>
/// <param name="Kind">Small letters and dashes.</param>
internal sealed record Note(string Kind, long Id, string Body);
