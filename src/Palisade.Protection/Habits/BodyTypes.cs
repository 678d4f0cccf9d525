using System.Text;
using Palisade.Engine.Http;

namespace Palisade.Protection.Habits;

/// <summary>What a request says its body is, as one of a few.</summary>
internal static class BodyTypes
{
    /// <summary>How many there are.</summary>
    public const int Count = 7;

    /// <summary>The one of a request.</summary>
    public static int Of(RequestHead head)
    {
        for (var i = 0; i < head.Headers.Count; i++)
        {
            var name = head.Headers[i].Name;
            if (name.Length == "content-type".Length && Ascii.EqualsIgnoreCase(name.Span, "content-type"u8)) return Of(head.Headers[i].Value.Span);
        }

        return 0;
    }

    private static int Of(ReadOnlySpan<byte> value)
    {
        var end = value.IndexOf((byte)';');
        var type = (end < 0 ? value : value[..end]).Trim((byte)' ');
        if (Ascii.EqualsIgnoreCase(type, "application/x-www-form-urlencoded"u8)) return 1;
        if (Ascii.EqualsIgnoreCase(type, "multipart/form-data"u8)) return 2;
        if (EndsWith(type, "json"u8)) return 3;
        if (EndsWith(type, "xml"u8)) return 4;
        return Ascii.EqualsIgnoreCase(type[..Math.Min(type.Length, 5)], "text/"u8) ? 5 : 6;
    }

    private static bool EndsWith(ReadOnlySpan<byte> type, ReadOnlySpan<byte> end) => type.Length >= end.Length && Ascii.EqualsIgnoreCase(type[^end.Length..], end);
}
