namespace Palisade.Gateway.Accept.Wire;

/// <summary>How a request body says where it ends (RFC 9112, section 6.3).</summary>
/// <param name="Chunked">By its last chunk.</param>
/// <param name="Length">By its length, when not chunked; 0 for no body.</param>
internal readonly record struct BodyFraming(bool Chunked, long Length);
