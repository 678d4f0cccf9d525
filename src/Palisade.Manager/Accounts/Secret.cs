using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Manager.Accounts;

/// <summary>
/// What a session or a token is proved with: 256 random bits. Only their hash is kept, and it is looked for by its hash, so that no comparison
/// tells anything by its time. The tenant stands before it, for there is no looking over all tenants.
/// </summary>
internal static class Secret
{
    /// <summary>What a session's begins with.</summary>
    public const string OfSession = "pls_";

    /// <summary>What a token's begins with, so that scanners of sources find one that was left there.</summary>
    public const string OfToken = "plt_";

    private const int Longest = 160;

    /// <summary>A new one.</summary>
    public static (string Text, string Hash) Make(string prefix, string tenant)
    {
        var random = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return ($"{prefix}{tenant}.{random}", Hash(random));
    }

    /// <summary>Takes one apart; null when it is none.</summary>
    public static (string Prefix, string Tenant, string Hash)? Read(string text)
    {
        if (text.Length > Longest || text.Length < 8) return null;
        var (prefix, rest) = (text[..4], text[4..].Split('.'));
        if (prefix is not (OfSession or OfToken) || rest is not [var tenant, { Length: 43 } random] || !ObjectNames.IsLabel(tenant)) return null;
        return (prefix, tenant, Hash(random));
    }

    /// <summary>What it is called in lists: of its hash enough to tell it apart, and too little to be it.</summary>
    public static string Id(string hash) => hash[..16];

    private static string Hash(string random) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(random)));
}
