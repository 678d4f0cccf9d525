namespace Palisade.Cli.Terminal;

/// <summary>This program, as the person called it.</summary>
internal static class ThisProgram
{
    /// <summary>What to type to run it again: the script's name where it was started by <c>./palisade</c>.</summary>
    public static string Name => Environment.GetEnvironmentVariable("PALISADE_CALLED_AS") is { Length: > 0 } called ? called : "palisade";
}
