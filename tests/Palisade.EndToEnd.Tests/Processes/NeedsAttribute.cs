namespace Palisade.EndToEnd.Tests.Processes;

/// <summary>A test that is skipped, with the reason, where a program or the Core Rule Set is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactNeedsAttribute : FactAttribute
{
    public FactNeedsAttribute(params string[] needs) => Skip = Needs.Missing(needs);
}

/// <summary>The same for a test with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TheoryNeedsAttribute : TheoryAttribute
{
    public TheoryNeedsAttribute(params string[] needs) => Skip = Needs.Missing(needs);
}

internal static class Needs
{
    /// <summary>The word for the rules beside the project.</summary>
    public const string CoreRuleSet = "../shared/crs";

    /// <summary>The word for the guide, which is written last.</summary>
    public const string Readme = "README.md";

    /// <summary>The gRPC client for Node.js, which npm fetches.</summary>
    public const string GrpcJs = "@grpc/grpc-js";

    /// <returns>Why to skip; null when all is there.</returns>
    public static string? Missing(IEnumerable<string> needs) => needs.Where(IsMissing).ToList() is { Count: > 0 } missing
        ? $"not here: {string.Join(", ", missing)}"
        : null;

    private static bool IsMissing(string need) => need switch
    {
        CoreRuleSet => Places.CoreRuleSet is null,
        GrpcJs => NodeModules.Folder is null,
        Readme => !File.Exists(Path.Combine(Places.Project, Readme)),
        _ => Places.Tool(need) is null,
    };
}
