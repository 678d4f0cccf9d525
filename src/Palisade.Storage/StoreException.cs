namespace Palisade.Storage;

/// <summary>The store cannot be used: it is of another version, or its content contradicts itself. What a caller asks wrongly is an answer, not this.</summary>
public sealed class StoreException(string message) : Exception(message);
