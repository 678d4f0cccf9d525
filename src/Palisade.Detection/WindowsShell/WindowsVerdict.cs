namespace Palisade.Detection.WindowsShell;

/// <summary>Turns a command of Windows and its place into a confidence.</summary>
internal static class WindowsVerdict
{
    /// <summary>Null for what may be text.</summary>
    public static Confidence? Judge(scoped in WindowsWords words, bool separated, bool isFront)
    {
        var verb = WindowsVocabulary.Verb(words.Name);
        if (verb == WindowsVerb.None) return null;
        if (words.IsDisguised) return Confidence.High;
        var isSentence = words.Words >= 3 && words.Switches == 0 && verb != WindowsVerb.Manages;
        if (isSentence) return null;
        var objects = words.Switches + words.Paths + words.Variables + words.Urls;
        return verb switch
        {
            WindowsVerb.Runs => Running(words, objects, separated),
            WindowsVerb.Manages => words.Count > 0 && WindowsVocabulary.IsTask(words.First) ? Managing(words, objects + words.Hosts, separated) : null,
            WindowsVerb.Tells => words.Count == 0 ? separated ? isFront ? Confidence.High : Confidence.Medium : null : objects > 0 && words.Words == 0 ? separated ? Confidence.High : Confidence.Medium : null,
            _ => Acting(words, objects, separated, isFront),
        };
    }

    private static Confidence? Running(scoped in WindowsWords words, int objects, bool separated)
    {
        if (words.Count == 0) return null;
        if (objects > 0 || words.Hosts > 0) return separated || words.Switches > 0 || words.Urls > 0 ? Confidence.High : Confidence.Medium;
        return null;
    }

    private static Confidence? Managing(scoped in WindowsWords words, int objects, bool separated)
    {
        if (words.Words > 2 && objects == 0) return null;
        if (separated) return Confidence.High;
        return objects > 0 ? Confidence.High : words.Count == 1 ? Confidence.Low : null;
    }

    private static Confidence? Acting(scoped in WindowsWords words, int objects, bool separated, bool isFront)
    {
        if (words.Paths > 0 && words.Words <= 1) return Confidence.High;
        if (separated && words.Hosts > 0 && words.Words == 0 && words.Count <= 2) return isFront ? Confidence.High : Confidence.Medium;
        if (objects == 0) return separated && isFront && words.Count == 0 && Is(words.Name, "dir"u8) ? Confidence.High : separated && words.Numbers == 1 && words.Count == 1 && Is(words.Name, "timeout"u8) ? Confidence.Medium : null;
        if (words.Words > 2) return null;
        if (words.Paths + words.Variables > 0 || (words.Switches > 0 && words.Numbers + words.Hosts > 0)) return separated ? Confidence.High : words.Paths > 0 || words.Variables > 0 ? Confidence.Medium : Confidence.Low;
        return separated ? words.Switches > 0 && words.Words <= 1 ? Confidence.High : Confidence.Medium : null;
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower) => System.Text.Ascii.EqualsIgnoreCase(name, lower);

    public static string Reason(scoped in WindowsWords words, bool separated)
    {
        var what = WindowsVocabulary.Verb(words.Name) switch
        {
            WindowsVerb.Runs => "starts a shell, a script host or a loader of Windows",
            WindowsVerb.Manages => "runs a tool that manages a Windows system",
            WindowsVerb.Tells => "runs a command that tells about a Windows system",
            _ => "runs a command of Windows on files or a host",
        };
        return (separated ? "ends the command that it stands in and " : "as a command line, ") + what + (words.IsDisguised ? ", its name in disguise" : "");
    }
}
