using System.Text;

namespace Palisade.Protection;

/// <summary>The SecLang that stands before every rule folder.</summary>
internal static class EngineDefaults
{
    /// <summary>The name its diagnostics and findings carry instead of a path.</summary>
    public const string FileName = "palisade:engine-defaults.conf";

    /// <summary>The text.</summary>
    public static string Text { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(EngineDefaults).Assembly.GetManifestResourceStream("engine-defaults.conf")
            ?? throw new InvalidOperationException("engine-defaults.conf is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
