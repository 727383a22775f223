namespace MashaBot.Store;

/// <summary>The store cannot be opened or no longer be written. The message says what is wrong and what a person can do.</summary>
internal sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
