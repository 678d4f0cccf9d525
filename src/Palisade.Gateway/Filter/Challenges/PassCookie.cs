using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Filter.Challenges;

/// <summary>Finds the pass among a request's cookies.</summary>
internal static class PassCookie
{
    private const int MostTried = 4;

    private static ReadOnlySpan<byte> Name => "palisade_pass="u8;

    /// <summary>A good pass of this client, if there is one. Allocates nothing.</summary>
    public static bool TryFind(Exchange exchange, KeyRing keys, ChallengedClient client, DateTimeOffset now, out Pass pass)
    {
        var (headers, tried) = (exchange.Head.Headers, 0);
        for (var i = 0; i < headers.Count; i++)
        {
            if (!System.Text.Ascii.EqualsIgnoreCase(headers[i].Name.Span, "Cookie"u8)) continue;
            var rest = headers[i].Value.Span;
            while (TryNext(ref rest, out var value) && tried++ < MostTried)
            {
                if (Pass.TryRead(keys, value, client, now, out pass)) return true;
            }
        }

        pass = default;
        return false;
    }

    /// <summary>The value of the next cookie of the name.</summary>
    private static bool TryNext(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> value)
    {
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)';');
            var pair = (end < 0 ? rest : rest[..end]).Trim((byte)' ');
            rest = end < 0 ? default : rest[(end + 1)..];
            if (!pair.StartsWith(Name)) continue;
            value = pair[Name.Length..];
            return true;
        }

        value = default;
        return false;
    }
}
