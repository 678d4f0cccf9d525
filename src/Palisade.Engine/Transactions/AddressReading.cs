using System.Buffers;
using Palisade.Detection.Decoding;
using Palisade.Engine.Bodies;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Transactions;

/// <summary>
/// Values within the addresses of a request: applications take identifiers and names from the segments of its path, and pages of statistics and
/// logs take apart where a client says it came from. Each becomes an argument when it holds what an attack could be written with.
/// </summary>
internal static class AddressReading
{
    // Shorter text in Base64 is too short for an attack, and segments of such a length are many.
    private const int ShortestPacked = 12;
    private const int LongestPacked = 2048;

    private static readonly SearchValues<byte> Telling = SearchValues.Create("%'\"<>(){}[]|`$\\*^;"u8);

    private static readonly byte[] PathName = [.. "path"u8];
    private static readonly byte[] RefererName = [.. "referer"u8];

    /// <summary>Adds to what the body processor understood.</summary>
    public static void Read(RequestValues request, EngineSettings settings, ParsedBody parsed, ParsedBody scratch)
    {
        ReadPath(request.Target.Raw, settings, parsed);
        ReadReferer(request.Header("referer"u8), settings, parsed, scratch);
    }

    private static void ReadPath(ReadOnlyMemory<byte> target, EngineSettings settings, ParsedBody parsed)
    {
        var end = target.Span.IndexOfAny((byte)'?', (byte)'#');
        var path = end < 0 ? target : target[..end];
        var invalid = false;
        while (!path.IsEmpty)
        {
            var slash = path.Span.IndexOf((byte)'/');
            var segment = slash < 0 ? path : path[..slash];
            path = slash < 0 ? default : path[(slash + 1)..];
            if (IsOfInterest(segment.Span)) parsed.AddMore(PathName, UrlDecoding.Decode(segment, plusIsSpace: false, ref invalid), settings.ArgumentsLimit);
        }
    }

    private static bool IsOfInterest(ReadOnlySpan<byte> segment) => segment.IndexOfAny(Telling) >= 0 || IsPacked(segment);

    private static bool IsPacked(ReadOnlySpan<byte> segment)
    {
        if (segment.Length is < ShortestPacked or > LongestPacked || !Unwrap.MayApply(segment)) return false;
        Span<byte> text = stackalloc byte[LongestPacked];
        return Unwrap.Round(segment, text, out _) is Layers.Base64 or Layers.Hex;
    }

    private static void ReadReferer(ReadOnlyMemory<byte> referer, EngineSettings settings, ParsedBody parsed, ParsedBody scratch)
    {
        var query = referer.Span.IndexOf((byte)'?') + 1;
        if (query == 0 || referer.Span[query..].IndexOfAny(Telling) < 0) return;
        scratch.Clear();
        UrlEncodedBody.Parse(referer[query..], settings.ArgumentSeparator, settings.ArgumentsLimit, scratch);
        foreach (var argument in scratch.Arguments)
        {
            var value = argument.Value.IsEmpty ? argument.Name : argument.Value;
            if (value.Span.IndexOfAny(Telling) >= 0) parsed.AddMore(RefererName, value, settings.ArgumentsLimit);
        }

        scratch.Clear();
    }
}
