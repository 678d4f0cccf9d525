using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Proxy.Pools;

/// <summary>What keeps a client with its server.</summary>
/// <remarks>
/// By header and address, each server draws a number for each client and the largest has it: when one goes, only its own clients move. The cookie
/// has a short digest of the server, of which too many addresses have the same for one to be found out.
/// </remarks>
internal sealed class Tether(Stickiness spec, ObjectKey pool, IReadOnlyList<OriginEndpoint> endpoints)
{
    private const int TagLength = 8;

    private readonly byte[][] _tags = [.. endpoints.Select(endpoint => Tag(pool, endpoint))];
    private readonly ulong[] _seeds = [.. endpoints.Select(endpoint => BinaryPrimitives.ReadUInt64LittleEndian(Digest(pool, endpoint)))];

    /// <summary>The server of a client, of those that may have its request; -1 where nothing ties it to one.</summary>
    public int Find(Exchange exchange, PoolEndpoint[] all, ReadOnlySpan<byte> candidates)
    {
        if (spec.CookieName is { } cookie) return OfTag(CookieValue(exchange, cookie), candidates);
        if (spec.HeaderName is { } header) return HeadValues.Bytes(exchange.Head.Headers, header) is { IsEmpty: false } value ? Drawn(Hash(value), all, candidates) : -1;

        Span<byte> address = stackalloc byte[16];
        return exchange.Client.Address.TryWriteBytes(address, out var length) ? Drawn(Hash(address[..length]), all, candidates) : -1;
    }

    /// <summary>The cookie that ties a client to a server; null where it has it, or where it is not a cookie that ties.</summary>
    public string? CookieFor(Exchange exchange, int place)
    {
        if (spec.CookieName is not { } name || CookieValue(exchange, name).SequenceEqual(_tags[place])) return null;

        var age = spec.CookieSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"; Max-Age={seconds}") : "";
        return $"{name}={Encoding.ASCII.GetString(_tags[place])}; Path=/{age}; HttpOnly; SameSite=Lax{(exchange.Encrypted ? "; Secure" : "")}";
    }

    private int OfTag(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> candidates)
    {
        if (tag.Length != TagLength) return -1;
        foreach (var place in candidates)
        {
            if (tag.SequenceEqual(_tags[place])) return place;
        }

        return -1;
    }

    private int Drawn(ulong client, PoolEndpoint[] all, ReadOnlySpan<byte> candidates)
    {
        var (best, most) = (-1, double.NegativeInfinity);
        foreach (var place in candidates)
        {
            // Between 0 and 1, both excluded; the logarithm makes shares of weights (weighted rendezvous hashing).
            var drawn = ((Mixed(client ^ _seeds[place]) >> 11) + 0.5) / (1UL << 53);
            var score = -all[place].Spec.Weight / Math.Log(drawn);
            if (score > most) (best, most) = (place, score);
        }

        return best;
    }

    private static ReadOnlySpan<byte> CookieValue(Exchange exchange, string name)
    {
        var headers = exchange.Head.Headers;
        for (var i = 0; i < headers.Count; i++)
        {
            if (!Ascii.EqualsIgnoreCase(headers[i].Name.Span, "Cookie")) continue;

            var rest = headers[i].Value.Span;
            foreach (var part in rest.Split((byte)';'))
            {
                var pair = rest[part].Trim(" \t"u8);
                var sign = pair.IndexOf((byte)'=');
                if (sign > 0 && Ascii.Equals(pair[..sign], name)) return pair[(sign + 1)..];
            }
        }

        return default;
    }

    // FNV-1a: a client that finds out how to fall on a server gains nothing by it.
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in bytes) hash = (hash ^ b) * 1099511628211UL;
        return hash;
    }

    private static ulong Mixed(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }

    private static byte[] Tag(ObjectKey pool, OriginEndpoint endpoint) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Digest(pool, endpoint).AsSpan(0, TagLength / 2)));

    private static byte[] Digest(ObjectKey pool, OriginEndpoint endpoint) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{pool} {endpoint.Host}:{endpoint.Port}")));
}
