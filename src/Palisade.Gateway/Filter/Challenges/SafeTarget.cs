namespace Palisade.Gateway.Filter.Challenges;

/// <summary>Where a client is sent back to: a path on this site and nothing else, however browsers read it.</summary>
internal static class SafeTarget
{
    private const int MostLength = 8192;

    /// <summary>The target, or <c>/</c> where it is none that may be redirected to.</summary>
    /// <remarks>
    /// Browsers drop tabs and line ends from URLs and take backslashes for slashes (WHATWG URL, section 4.4), so that <c>/\host</c> and
    /// <c>/&lt;tab&gt;/host</c> lead elsewhere: only visible ASCII without backslashes passes, and no second slash at the beginning.
    /// </remarks>
    public static string Of(string target)
    {
        if (target.Length is 0 or > MostLength || target[0] != '/' || target.StartsWith("//", StringComparison.Ordinal)) return "/";
        if (target.StartsWith(ChallengePath.Text, StringComparison.Ordinal)) return "/";
        foreach (var c in target)
        {
            if (c is < '!' or > '~' or '\\') return "/";
        }

        return target;
    }
}
