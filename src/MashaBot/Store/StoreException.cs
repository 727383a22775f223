namespace MashaBot.Store;

/// <summary>The store cannot be opened or no longer be written. The message says what is wrong and what a person can do.</summary>
internal class StoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another process has it.</summary>
internal sealed class StoreInUseException(string message, Exception inner) : StoreException(message, inner);
