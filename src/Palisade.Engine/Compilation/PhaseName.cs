namespace Palisade.Engine.Compilation;

/// <summary>The phases by number or name.</summary>
internal static class PhaseName
{
    /// <summary>1 to 5, or 0 for anything else.</summary>
    public static int Parse(string text) => text.ToLowerInvariant() switch
    {
        "1" => 1,
        "2" or "request" => 2,
        "3" => 3,
        "4" or "response" => 4,
        "5" or "logging" => 5,
        _ => 0,
    };
}
