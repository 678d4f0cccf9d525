using Palisade.Protection.Policies;
using Palisade.SecLang;

namespace Palisade.Protection.Tests.Policies;

/// <summary>Policies from text.</summary>
internal static class Policy
{
    public const string File = "policy.yaml";

    /// <summary>The site of good policies.</summary>
    public static SitePolicy Site(string text)
    {
        var built = PolicyBuilder.BuildText(File, text);
        return built.Site ?? throw new InvalidOperationException(string.Join('\n', built.Diagnostics));
    }

    /// <summary>What is wrong with bad ones.</summary>
    public static IReadOnlyList<Diagnostic> Faults(string text)
    {
        var built = PolicyBuilder.BuildText(File, text);
        Assert.Null(built.Site);
        return built.Diagnostics;
    }

    /// <summary>The one thing that is wrong.</summary>
    public static Diagnostic Fault(string text) => Assert.Single(Faults(text));
}
