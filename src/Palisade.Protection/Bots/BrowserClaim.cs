using System.Buffers.Text;

namespace Palisade.Protection.Bots;

/// <summary>The engines that browsers are built on, as far as a User-Agent tells them.</summary>
internal enum BrowserEngine
{
    /// <summary>No browser that we know what to expect of.</summary>
    None,

    /// <summary>Chrome and everything made of Chromium.</summary>
    Chromium,

    /// <summary>Firefox.</summary>
    Gecko,

    /// <summary>Safari, and every browser on iOS.</summary>
    WebKit,
}

/// <summary>Which browser a User-Agent claims to be.</summary>
/// <param name="Major">The version before the first dot; 0 when it names none. WebKit's is Safari's.</param>
/// <param name="Minor">The number behind the first dot.</param>
internal readonly record struct BrowserClaim(BrowserEngine Engine, int Major, int Minor)
{
    /// <summary>Reads a User-Agent. Anything that does not begin as every browser's does claims nothing.</summary>
    public static BrowserClaim Of(ReadOnlySpan<byte> agent)
    {
        if (!agent.StartsWith("Mozilla/5.0 ("u8)) return default;
        if (TryVersion(agent, "Chrome/"u8, out var major, out var minor)) return new(BrowserEngine.Chromium, major, minor);
        if (TryVersion(agent, " Firefox/"u8, out major, out minor)) return new(BrowserEngine.Gecko, major, minor);
        if (agent.IndexOf("Safari/"u8) < 0) return default;
        return TryVersion(agent, "Version/"u8, out major, out minor) ? new(BrowserEngine.WebKit, major, minor) : default;
    }

    private static bool TryVersion(ReadOnlySpan<byte> agent, ReadOnlySpan<byte> product, out int major, out int minor)
    {
        (major, minor) = (0, 0);
        var at = agent.IndexOf(product);
        if (at < 0) return false;

        var rest = agent[(at + product.Length)..];
        if (!Utf8Parser.TryParse(rest, out major, out var read)) return true;
        if (major < 0) major = 0;
        if (read < rest.Length && rest[read] == '.' && Utf8Parser.TryParse(rest[(read + 1)..], out int behind, out _)) minor = behind;
        return true;
    }
}
