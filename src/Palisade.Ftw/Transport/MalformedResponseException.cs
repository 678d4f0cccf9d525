namespace Palisade.Ftw.Transport;

/// <summary>What the server sent is not HTTP. Never leaves this folder: the client turns it into words.</summary>
internal sealed class MalformedResponseException(string message) : Exception(message);
