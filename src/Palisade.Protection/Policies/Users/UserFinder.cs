using System.Net;
using System.Net.Sockets;
using System.Text;
using Palisade.Configuration.Policies;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Users;

/// <summary>Finds the user of a request: the first rule that yields something decides, and the address where none does. Immutable.</summary>
public sealed class UserFinder
{
    // A header or cookie that is longer is a user all the same: all of it is hashed.
    private readonly (UserSource Source, string Name, byte[] Bytes)[] _rules;

    internal UserFinder(UserIdentificationConfig config) => _rules = [.. config.Rules.Select(r => (r.Source, r.Name, ByteText.Of(r.Name)))];

    /// <summary>Users are addresses.</summary>
    public static UserFinder ByAddress { get; } = new(new UserIdentificationConfig());

    /// <summary>The user's key.</summary>
    /// <returns>False for nobody in particular (<see cref="UserSource.None"/>).</returns>
    public bool Find(ref PolicyRequest request, out UInt128 user)
    {
        foreach (var (source, name, bytes) in _rules)
        {
            if (source is UserSource.None)
            {
                user = 0;
                return false;
            }

            if (Find(source, name, bytes, ref request, out user)) return true;
        }

        user = OfAddress(request.Client, (int)UserSource.ClientIp, default);
        return true;
    }

    private static bool Find(UserSource source, string name, ReadOnlySpan<byte> bytes, ref PolicyRequest request, out UInt128 user)
    {
        switch (source)
        {
            case UserSource.ClientIp:
                user = OfAddress(request.Client, (int)source, default);
                return true;
            case UserSource.CookieName:
                return OfCookie(ref request, bytes, out user);
            case UserSource.HttpHeaderName:
                return OfHeader(ref request, name, withAddress: false, out user);
            case UserSource.IpAndHttpHeaderName:
                return OfHeader(ref request, name, withAddress: true, out user);
            case UserSource.QueryParamKey:
                return OfParameter(ref request, bytes, out user);
            case UserSource.JwtClaimName:
                return TokenClaim.Find(request.Head.Headers, bytes, out user);
            case UserSource.ClientAsn:
                return OfText(source, request.ClientLabel(ClientLabels.Asn), out user);
            case UserSource.ClientCountry:
                return OfText(source, request.ClientLabel(ClientLabels.Country), out user);
            default:
                return OfText(source, request.ClientLabel(ClientLabels.Region), out user);
        }
    }

    /// <summary>An IPv4 address whole; of an IPv6 address the 64 bits that one subscriber has.</summary>
    private static UInt128 OfAddress(IPAddress address, int rule, ReadOnlySpan<byte> more)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        return UserKey.Of(rule, bytes[..(address.AddressFamily is AddressFamily.InterNetworkV6 ? 8 : written)], more);
    }

    private static bool OfCookie(ref PolicyRequest request, ReadOnlySpan<byte> name, out UInt128 user)
    {
        var at = 0;
        while (HeaderLines.Next(request.Head.Headers, "Cookie", ref at, out var header))
        {
            var pairs = new Pairs(header, (byte)';');
            while (pairs.Next())
            {
                if (!pairs.Name.SequenceEqual(name) || pairs.Value.IsEmpty) continue;
                user = UserKey.Of((int)UserSource.CookieName, pairs.Value);
                return true;
            }
        }

        user = 0;
        return false;
    }

    private static bool OfHeader(ref PolicyRequest request, string name, bool withAddress, out UInt128 user)
    {
        var at = 0;
        if (!HeaderLines.Next(request.Head.Headers, name, ref at, out var value) || value.IsEmpty)
        {
            user = 0;
            return false;
        }

        user = withAddress ? OfAddress(request.Client, (int)UserSource.IpAndHttpHeaderName, value) : UserKey.Of((int)UserSource.HttpHeaderName, value);
        return true;
    }

    private static bool OfParameter(ref PolicyRequest request, ReadOnlySpan<byte> name, out UInt128 user)
    {
        var pairs = new Pairs(request.Query, (byte)'&');
        while (pairs.Next())
        {
            if (!UrlText.DecodesTo(pairs.Name, name) || pairs.Value.IsEmpty) continue;
            user = UserKey.Of((int)UserSource.QueryParamKey, pairs.Value);
            return true;
        }

        user = 0;
        return false;
    }

    private static bool OfText(UserSource source, string? text, out UInt128 user)
    {
        user = text is null ? 0 : UserKey.Of((int)source, Encoding.UTF8.GetBytes(text));
        return text is not null;
    }
}
