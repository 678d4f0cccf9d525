using System.Net;

namespace Palisade.Ftw.Transport;

/// <summary>What came of sending a request.</summary>
/// <param name="Response">The answer, or null.</param>
/// <param name="Problem">Why there is no answer: refused, broken, malformed or too late; otherwise null.</param>
/// <param name="Client">This side of the connection; null when there was none.</param>
/// <param name="Connected">Whether the server was reached at all.</param>
public sealed record Exchange(RawResponse? Response, string? Problem, IPEndPoint? Client, bool Connected);
