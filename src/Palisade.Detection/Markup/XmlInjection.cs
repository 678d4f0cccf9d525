using Palisade.Detection.Reading;

namespace Palisade.Detection.Markup;

/// <summary>
/// Decides whether a value makes an XML parser, a style sheet processor, or a server that completes pages load or run something: entities, XInclude,
/// XSLT, server-side includes, edge-side includes.
/// </summary>
public static class XmlInjection
{
    private const int Shortest = 7;

    /// <summary>Looks for declarations and elements that act.</summary>
    /// <param name="value">A value or a whole document, decoded. Any bytes, any length; the time is linear in it.</param>
    public static Finding? Detect(ReadOnlySpan<byte> value)
    {
        if (value.Length < Shortest) return null;
        Finding? best = null;
        var entities = default(EntityDeclarations);
        for (var at = 0; at < value.Length;)
        {
            var next = value[at..].IndexOf((byte)'<');
            if (next < 0) break;
            at += next;
            var found = value[at..] switch
            {
                [_, (byte)'!', ..] => Words.StartsWith(value[at..], "<!--"u8) ? PageIncludes.Comment(value, at) : entities.Judge(value, at),
                [_, (byte)'?', ..] => Words.StartsWith(value[at..], "<?xml-stylesheet"u8) ? new(Confidence.Medium, at, 16, "loads a style sheet that transforms the document") : null,
                _ => XmlElements.Judge(value, at),
            };
            if (found is not null && (best is null || found.Confidence > best.Confidence)) best = found;
            if (best is { Confidence: Confidence.High }) return best;
            at++;
        }

        return best;
    }
}
