using System.Buffers;
using System.Text;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>
/// Which values may be remembered from one request to the next (<c>KnownTexts</c>). For everybody: names, and headers that browsers send alike and that say nothing secret. For
/// requests of the same connection (<c>ConnectionMemory</c>): other headers and cookies. Never an argument, an address that is asked for, or credentials.
/// </summary>
internal static class SharedValues
{
    /// <summary>Of values that are forgotten; of those that everybody shares, the number of their source; of those of a connection, a number below this one for each source.</summary>
    public const int None = -1;

    private const int LongestName = 64;
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.[]"u8);

    private static readonly byte[][] Headers =
    [
        .. new[]
        {
            "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Cache-Control", "Connection", "Content-Encoding", "Content-Type", "DNT", "Host", "Origin",
            "Pragma", "Priority", "Sec-CH-UA", "Sec-CH-UA-Mobile", "Sec-CH-UA-Platform", "Sec-Fetch-Dest", "Sec-Fetch-Mode", "Sec-Fetch-Site", "Sec-Fetch-User", "Sec-GPC", "TE",
            "Transfer-Encoding", "Upgrade-Insecure-Requests", "User-Agent", "X-Requested-With",
        }.Select(Encoding.ASCII.GetBytes).OrderBy(h => Selector.Key.HashOf(h)),
    ];

    private static readonly byte[][] Credentials = [.. new[] { "Authorization", "Proxy-Authorization" }.Select(Encoding.ASCII.GetBytes)];

    // Those of the same hash stand side by side.
    private static readonly int[] HeaderHashes = [.. Headers.Select(h => Selector.Key.HashOf(h))];

    /// <summary>Of a header's value.</summary>
    public static int OfHeader(ReadOnlySpan<byte> name)
    {
        var hash = Selector.Key.HashOf(name);
        var hashes = HeaderHashes.AsSpan();
        for (var i = hashes.IndexOf(hash); (uint)i < (uint)hashes.Length && hashes[i] == hash; i++)
        {
            if (Ascii.EqualsIgnoreCase(name, Headers[i])) return (int)VariableId.REQUEST_HEADERS;
        }

        return Ascii.EqualsIgnoreCase(name, Credentials[0]) || Ascii.EqualsIgnoreCase(name, Credentials[1]) ? None : OfConnection(ValueSource.Of(VariableId.REQUEST_HEADERS));
    }

    /// <summary>Of what each request of a connection may have.</summary>
    public static int OfConnection(ValueSource source) => None - 1 - source.Number;

    /// <summary>Of a name. One that has no value may be one itself, as in <c>?token</c>, and so may one that looks like no name.</summary>
    public static int OfName(ValueSource source, ReadOnlySpan<byte> name, bool hasValue) => hasValue && name.Length is > 0 and <= LongestName && IsPlain(name) ? source.Number : None;

    /// <summary>Of a variable that has few values.</summary>
    public static int OfScalar(VariableId variable) =>
        variable is VariableId.REQUEST_METHOD or VariableId.REQUEST_PROTOCOL or VariableId.REQBODY_PROCESSOR ? (int)variable : None;

    private static bool IsPlain(ReadOnlySpan<byte> name) => !name.ContainsAnyExcept(NameBytes);
}
