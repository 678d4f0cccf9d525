using System.Buffers;
using Palisade.Detection.Text;

namespace Palisade.Detection.Shell;

/// <summary>Turns a command, its strength and its place into a confidence.</summary>
internal static class ShellVerdict
{
    // Behind more than this a bare name is no evidence.
    private const int LongestBefore = 256;

    private static readonly SearchValues<byte> Closers = SearchValues.Create(" \t\r\n'\"|&;)\\`"u8);

    /// <summary>A command whose output goes into a shell, or that is joined with another one, is stronger than by itself.</summary>
    public static ShellStrength Raise(ReadOnlySpan<byte> value, scoped in ShellCommand command, ShellStrength strength)
    {
        if (strength == ShellStrength.Bare && ShellVocabulary.Verb(command.Text(0)) == ShellVerb.Reserved && command.Terminator == ';')
        {
            var rest = value[command.End..].TrimStart("; \t\n"u8);
            return rest.StartsWith("done"u8) || rest.StartsWith("fi"u8) || rest.StartsWith("else"u8) ? ShellStrength.Unmistakable : strength;
        }

        if (command.Terminator != '|' || strength < ShellStrength.Fitting) return strength;
        var next = ByteClass.SkipBlanks(value, Math.Min(value.Length, command.End + 1));
        var end = next;
        while (end < value.Length && (ByteClass.ContinuesName(value[end]) || value[end] is (byte)'/' or (byte)'.')) end++;
        var name = value[next..end];
        name = name[(name.LastIndexOf((byte)'/') + 1)..];
        return ShellVocabulary.Verb(name) is ShellVerb.Interprets or ShellVerb.Wraps ? ShellStrength.Unmistakable
            : ShellVocabulary.Verb(name) is ShellVerb.Reads or ShellVerb.Searches && strength < ShellStrength.Unmistakable ? strength + 1 : strength;
    }

    /// <summary>Null for what may be text.</summary>
    public static Confidence? Confidence(ReadOnlySpan<byte> value, int start, scoped in ShellCommand command, ShellPlace place, ShellStrength strength, ShellVerb verb, ShellSetting setting)
    {
        if (setting.IsProse) return InProse(place, strength);
        return place switch
        {
            ShellPlace.FrontSeparator => strength > ShellStrength.Bare ? Detection.Confidence.High : !EndsThere(value, command) ? null : verb is ShellVerb.Reads ? Detection.Confidence.Medium : Detection.Confidence.High,
            ShellPlace.Separator => BehindText(value, start, command, strength, verb, setting.IsTable),
            ShellPlace.Substitution => Substituted(start, command, strength),
            ShellPlace.BackQuote => strength > ShellStrength.Fitting ? Detection.Confidence.High : IsCodeSpan(value, start) ? null : strength > ShellStrength.Bare ? Detection.Confidence.High : Detection.Confidence.Medium,
            ShellPlace.Line => OnLine(setting.IsScript || verb is ShellVerb.Manages, strength),
            ShellPlace.Quote => strength switch { ShellStrength.Unmistakable => Detection.Confidence.High, ShellStrength.Complete => Detection.Confidence.Medium, _ => null },
            _ => Alone(verb, strength),
        };
    }

    // "docker run -v $(pwd):/app" is in every manual.
    private static Confidence Substituted(int start, scoped in ShellCommand command, ShellStrength strength)
    {
        if (strength > ShellStrength.Bare) return Detection.Confidence.High;
        return command.Terminator == ')' && (start <= 2 || !command.Text(0).SequenceEqual("pwd"u8)) ? Detection.Confidence.High : Detection.Confidence.Low;
    }

    // Lines of a script that somebody pastes are many; an attack has a few. Packages and services are what manuals are about.
    private static Confidence? OnLine(bool isManual, ShellStrength strength)
    {
        return strength switch
        {
            ShellStrength.Unmistakable => isManual ? Detection.Confidence.Medium : Detection.Confidence.High,
            ShellStrength.Complete => isManual ? Detection.Confidence.Low : Detection.Confidence.Medium,
            _ => null,
        };
    }

    // Sentences may show commands: only what reads secrets or runs code counts, and never for sure.
    private static Confidence? InProse(ShellPlace place, ShellStrength strength) => place switch
    {
        _ when strength < ShellStrength.Unmistakable => null,
        ShellPlace.FrontSeparator => Detection.Confidence.High,
        ShellPlace.Separator or ShellPlace.Substitution => Detection.Confidence.Low,
        _ => null,
    };

    private static Confidence? Alone(ShellVerb verb, ShellStrength strength) => strength switch
    {
        ShellStrength.Unmistakable => Detection.Confidence.High,
        ShellStrength.Complete => verb switch { ShellVerb.Tells => Detection.Confidence.High, ShellVerb.Manages => Detection.Confidence.Low, _ => Detection.Confidence.Medium },
        ShellStrength.Fitting => verb switch { ShellVerb.Tells => Detection.Confidence.Medium, ShellVerb.Resolves => Detection.Confidence.Low, _ => null },
        _ => null,
    };

    private static Confidence? BehindText(ReadOnlySpan<byte> value, int start, scoped in ShellCommand command, ShellStrength strength, ShellVerb verb, bool isTable)
    {
        if (strength >= ShellStrength.Complete) return Detection.Confidence.High;
        if (strength == ShellStrength.Fitting) return isTable ? Detection.Confidence.Low : Detection.Confidence.High;
        if (isTable || start > LongestBefore || !EndsThere(value, command) || verb is ShellVerb.Reads or ShellVerb.Administers) return null;
        var before = Before(value, start);
        if (before.Length > 0 && before[^1] is (byte)'\'' or (byte)'"' or (byte)')') return Detection.Confidence.High;
        if (before.Contains((byte)' ') || before.Contains((byte)'=') || before.IndexOf("://"u8) >= 0) return null;
        if (before.Contains((byte)'.')) return Detection.Confidence.High;
        if (verb == ShellVerb.TellsShortly || !IsNames(before)) return Detection.Confidence.Medium;
        return verb is ShellVerb.Interprets && value[..start].TrimEnd(" \t"u8)[^1] != '&' ? Detection.Confidence.Low : null;
    }

    // name;type: more than a letter, and nothing but names.
    private static bool IsNames(ReadOnlySpan<byte> before)
    {
        if (before.Length < 2 || before[0] == '-' || ByteClass.IsNumber(before)) return false;
        foreach (var b in before)
        {
            if (!ByteClass.ContinuesName(b) && b is not ((byte)';' or (byte)'|' or (byte)'&' or (byte)',' or (byte)'-') && b < 0x80) return false;
        }

        return true;
    }

    // What stands in front of the separator.
    private static ReadOnlySpan<byte> Before(ReadOnlySpan<byte> value, int start) => value[..start].Trim(" \t\r\n;|&"u8);

    // Nothing behind the command but what closes the place of the application, or another separator.
    private static bool EndsThere(ReadOnlySpan<byte> value, scoped in ShellCommand command) =>
        command.End >= value.Length || command.Terminator is (byte)';' or (byte)'#' or (byte)'\n' or (byte)'\r' or (byte)'`' or (byte)')'
        || value[command.End..].IndexOfAnyExcept(Closers) < 0;

    // Markdown writes code so: blanks or ends on both sides, and other words.
    private static bool IsCodeSpan(ReadOnlySpan<byte> value, int start)
    {
        var open = value[..start].LastIndexOf((byte)'`');
        return open > 0 && ByteClass.IsBlank(value[open - 1]);
    }

    public static string Reason(ShellPlace place, ShellVerb verb, ShellWord name)
    {
        var where = place switch
        {
            ShellPlace.FrontSeparator or ShellPlace.Separator => "ends the command that it stands in and ",
            ShellPlace.Line => "on a line of its own, ",
            ShellPlace.Substitution => "in a command substitution, ",
            ShellPlace.BackQuote => "between back quotes, ",
            ShellPlace.Quote => "behind a quote or bracket, ",
            _ => "as a whole, ",
        };
        var hidden = name.Has(ShellTraits.Broken | ShellTraits.Coded) ? ", its name in disguise" : "";
        return where + What(verb) + hidden;
    }

    private static string What(ShellVerb verb) => verb switch
    {
        ShellVerb.Tells or ShellVerb.TellsShortly or ShellVerb.TellsByWord => "runs a command that tells about the system",
        ShellVerb.Reads => "runs a command that reads or changes files",
        ShellVerb.Searches => "runs a command that searches or rewrites files",
        ShellVerb.Fetches => "runs a command that transfers over the network",
        ShellVerb.Resolves => "runs a command that asks the network",
        ShellVerb.Interprets => "starts a shell or an interpreter",
        ShellVerb.Waits => "runs a command that waits",
        ShellVerb.Echoes => "runs a command that writes text",
        ShellVerb.Administers or ShellVerb.Manages => "runs a command that changes the machine",
        ShellVerb.Wraps or ShellVerb.Reserved => "runs a command through another one",
        ShellVerb.Tests => "evaluates a condition of the shell",
        _ => "runs a program or redirects to a file",
    };
}
