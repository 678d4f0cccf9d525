using Palisade.Trust.Identities;
using Palisade.Trust.Signatures;

namespace Palisade.Trust.Revocation;

/// <summary>The bytes of a list: number, times, serials and identities, each in strictly rising order, so that a list has one form.</summary>
internal static class RevocationText
{
    /// <summary>Longest list, in bytes.</summary>
    public const int MostBytes = 32 * 1024 * 1024;

    private const int MostSerialBytes = 20;

    /// <summary>What the signed document is.</summary>
    public static ReadOnlySpan<byte> Mark => "PALREVO1"u8;

    public static byte[] Write(RevocationList list, IEnumerable<string> serials, IEnumerable<string> identities)
    {
        var writer = new CanonicalWriter().U64(list.Number).Time(list.Created).Time(list.Expires);
        WriteAll(writer, serials.Order(StringComparer.Ordinal).ToArray());
        WriteAll(writer, identities.Order(StringComparer.Ordinal).ToArray());
        return writer.Written.ToArray();
    }

    /// <summary>Reads one; null when it is damaged, and where is said.</summary>
    public static RevocationList? TryRead(ReadOnlySpan<byte> bytes, out int position)
    {
        var reader = new CanonicalReader(bytes);
        var (number, created, expires) = (reader.U64(), reader.Time(), reader.Time());
        var serials = ReadAll(ref reader, 2 * MostSerialBytes, IsSerial);
        var identities = ReadAll(ref reader, IdentityText.MostCharacters, text => IdentityText.TryParse(text, out _, out _));
        position = reader.Position;
        return reader.AtEnd && expires > created ? new(number, created, expires, serials, identities) : null;
    }

    private static void WriteAll(CanonicalWriter writer, string[] texts)
    {
        writer.U32(texts.Length);
        foreach (var text in texts) writer.Text(text);
    }

    private static List<string> ReadAll(ref CanonicalReader reader, int longest, Func<string, bool> isGood)
    {
        List<string> texts = [];
        for (var left = reader.Count32(RevocationList.MostEntries); left > 0 && !reader.Failed; left--)
        {
            var (at, text) = (reader.Position, reader.Text(longest));
            if (!isGood(text) || (texts.Count > 0 && string.CompareOrdinal(texts[^1], text) >= 0)) reader.Fail(at);
            texts.Add(text);
        }

        return texts;
    }

    private static bool IsSerial(string text) => text.Length > 0 && text.All(c => char.IsAsciiHexDigitUpper(c));
}
