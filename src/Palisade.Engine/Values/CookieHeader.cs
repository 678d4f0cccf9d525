namespace Palisade.Engine.Values;

/// <summary>Splits a Cookie header: at <c>;</c>, then at the first <c>=</c>; nothing is decoded, nameless ones are dropped.</summary>
internal static class CookieHeader
{
    public static void Split(ReadOnlyMemory<byte> header, List<NamedValue> into)
    {
        while (!header.IsEmpty)
        {
            var end = header.Span.IndexOf((byte)';');
            Add(end < 0 ? header : header[..end], into);
            header = end < 0 ? default : header[(end + 1)..];
        }
    }

    private static void Add(ReadOnlyMemory<byte> pair, List<NamedValue> into)
    {
        pair = pair.TrimStart((byte)' ');
        var equals = pair.Span.IndexOf((byte)'=');
        var name = equals < 0 ? pair : pair[..equals];
        if (!name.IsEmpty) into.Add(new(name, equals < 0 ? default : pair[(equals + 1)..]));
    }
}
