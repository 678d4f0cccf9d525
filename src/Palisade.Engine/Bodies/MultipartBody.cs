namespace Palisade.Engine.Bodies;

/// <summary>
/// The body processor <c>MULTIPART</c> for <c>multipart/form-data</c> (RFC 7578). Strict: every way of writing a body that
/// two parsers might read differently sets a flag or is a fault (CVE-2022-48279 and its kind), and the parts are read all the same.
/// </summary>
public static class MultipartBody
{
    /// <summary>Reads a body.</summary>
    /// <param name="body">Any bytes; empty is no fault.</param>
    /// <param name="contentType">The value of the Content-Type header.</param>
    /// <param name="fileLimit">The most files (<c>SecUploadFileLimit</c>); more set a flag, and are still listed. 0 or less means any number.</param>
    /// <param name="argumentLimit">The most arguments in <paramref name="into"/>; 0 or less means any number.</param>
    /// <param name="into">Receives arguments, files (as slices of <paramref name="body"/>), header lines and flags.</param>
    /// <param name="truncated">Whether the body went on past these bytes; then a missing end is no fault.</param>
    public static void Parse(ReadOnlyMemory<byte> body, ReadOnlySpan<byte> contentType, int fileLimit, int argumentLimit, ParsedBody into, bool truncated = false)
    {
        ArgumentNullException.ThrowIfNull(into);
        var boundary = MultipartBoundary.Find(contentType, into);
        if (body.IsEmpty || boundary.IsEmpty) return;
        new MultipartReader(body, boundary.ToArray(), fileLimit, argumentLimit, into).Read(truncated);
    }
}
