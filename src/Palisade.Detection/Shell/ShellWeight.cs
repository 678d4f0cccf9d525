using Palisade.Detection.Text;

namespace Palisade.Detection.Shell;

/// <summary>How much a command says for itself, wherever it stands.</summary>
internal enum ShellStrength : byte
{
    None,

    /// <summary>The name alone.</summary>
    Bare,

    /// <summary>A name with arguments that fit it.</summary>
    Fitting,

    /// <summary>A name with options or objects that sentences do not have.</summary>
    Complete,

    /// <summary>Reads secrets, runs code, opens a shell, or is written so that it is not recognised.</summary>
    Unmistakable,
}

/// <summary>Weighs one simple command.</summary>
internal static class ShellWeight
{
    // sudo env x=y timeout 5 busybox sh: nobody needs more.
    private const int MaxWrappers = 6;

    /// <summary>The strength, the verb that decided, and the index of its word; a command that is none has strength none.</summary>
    public static (ShellStrength Strength, ShellVerb Verb, int Word) Of(in ShellCommand command)
    {
        var strength = ShellStrength.None;
        var verb = ShellVerb.None;
        var (at, wrapped) = (0, false);
        for (var wrappers = 0; wrappers < MaxWrappers; wrappers++)
        {
            at = SkipAssignments(command, at);
            if (at >= command.Count) break;
            (verb, var hidden) = ShellName.Resolve(command, at);
            strength = OfSimple(command, at, verb, hidden);
            if (verb is not (ShellVerb.Wraps or ShellVerb.Reserved)) break;
            if (command.Count == at + 1) return (hidden ? ShellStrength.Unmistakable : ShellStrength.None, verb, at);
            wrapped |= verb == ShellVerb.Wraps;
            at = SkipOptions(command, at + 1);
        }

        if (wrapped && verb == ShellVerb.None && command.Count > 2 && LooksLikeProgram(command, at)) strength = ShellStrength.Bare;
        else if (wrapped && strength is > ShellStrength.Bare and < ShellStrength.Unmistakable) strength++;
        return (strength, verb, Math.Min(at, Math.Max(0, command.Count - 1)));
    }

    private static ShellStrength OfSimple(in ShellCommand command, int at, ShellVerb verb, bool hidden)
    {
        if (command[at].Has(ShellTraits.Torn)) return ShellStrength.None;
        var arguments = new ShellArguments(command, at + 1);
        if (command[at].Has(ShellTraits.Target)) return OfTarget(command.Text(at), arguments);
        var strength = OfVerb(command, at, verb, arguments);
        if (verb == ShellVerb.None) return strength;
        if (hidden) return ShellStrength.Unmistakable;
        if (command.HidesBlanks && strength >= ShellStrength.Bare) return ShellStrength.Unmistakable;
        var isPath = command.Text(at).Contains((byte)'/');
        if (isPath && arguments.Words <= 2) return (ShellStrength)Math.Max((int)ShellStrength.Complete, (int)strength);
        if (arguments.IsRedirected && strength > ShellStrength.None && arguments.Words <= 2) return ShellStrength.Unmistakable;
        return strength;
    }

    // A redirection without a command; </root> is the end of an element.
    private static ShellStrength OfTarget(ReadOnlySpan<byte> target, in ShellArguments arguments) =>
        arguments.Secrets > 0 || (target.Contains((byte)'/') && ShellVocabulary.IsSecret(target)) ? ShellStrength.Unmistakable
        : target.LastIndexOf((byte)'/') > 0 && ShellVocabulary.IsSystemPath(target) && arguments.Count == 0 ? ShellStrength.Complete : ShellStrength.None;

    // What stands in a variable or comes from another command is unknown; what it is pointed at tells enough.
    private static ShellStrength OfUnknown(in ShellCommand command, int at, in ShellArguments arguments)
    {
        if (command[at].Has(ShellTraits.Variable | ShellTraits.Substitution) && arguments.Secrets > 0 && arguments.Words == 0) return ShellStrength.Unmistakable;
        if (command.HidesBlanks && ShellVocabulary.IsSecret(command.Text(at))) return ShellStrength.Unmistakable;
        return LooksLikeProgramPath(command.Text(at)) && arguments.Words <= 2 ? ShellStrength.Fitting : ShellStrength.None;
    }

    private static ShellStrength OfVerb(in ShellCommand command, int at, ShellVerb verb, in ShellArguments arguments)
    {
        var isSentence = arguments.Words >= 3 || (arguments.Words == 2 && arguments.Flags == 0 && arguments.Paths == 0);
        if (arguments.Secrets > 0 && !isSentence && verb is not (ShellVerb.None or ShellVerb.Echoes)) return ShellStrength.Unmistakable;
        return verb switch
        {
            ShellVerb.Tells or ShellVerb.TellsShortly or ShellVerb.TellsByWord => Telling(command, verb, arguments),
            ShellVerb.Reads => isSentence ? ShellStrength.None : Reading(arguments),
            ShellVerb.Searches => Searching(arguments),
            ShellVerb.Fetches => isSentence ? ShellStrength.None : Fetching(arguments),
            ShellVerb.Resolves => isSentence ? ShellStrength.None : Resolving(arguments),
            ShellVerb.Interprets => Interpreting(command, arguments),
            ShellVerb.Waits => arguments.Count == 1 && (arguments.Numbers == 1 || IsDuration(command.Text(command.Count - 1)) || arguments.Dynamic + arguments.Computed > 0) ? ShellStrength.Complete : ShellStrength.None,
            ShellVerb.Echoes => Echoing(command, at, arguments),
            ShellVerb.Administers => Administering(arguments),
            ShellVerb.Tests => arguments.Count > 1 && (arguments.Computed > 0 || arguments.Flags > 0) && arguments.Words <= 2 ? ShellStrength.Fitting : ShellStrength.None,
            ShellVerb.Manages => arguments.Count > 0 && ShellVocabulary.IsTask(command.Text(at + 1)) && arguments.Words <= 3 ? ShellStrength.Fitting : Administering(arguments),
            ShellVerb.Idle => arguments.Paths > 0 && arguments.Words == 0 ? ShellStrength.Fitting : ShellStrength.None,
            ShellVerb.None => OfUnknown(command, at, arguments),
            _ => ShellStrength.None,
        };
    }

    private static ShellStrength Telling(in ShellCommand command, ShellVerb verb, in ShellArguments arguments)
    {
        if (arguments.Count == 0) return verb == ShellVerb.Tells ? ShellStrength.Fitting : ShellStrength.Bare;
        if (arguments.Words > 1) return ShellStrength.None;
        if (arguments.SystemPaths > 0 && arguments.Flags > 0) return ShellStrength.Unmistakable;
        if (arguments.SystemPaths > 0 || (arguments.Flags > 0 && arguments.Words == 0)) return ShellStrength.Complete;
        if (arguments.Paths + arguments.Dynamic + arguments.Computed > 0) return verb == ShellVerb.TellsByWord ? ShellStrength.Bare : ShellStrength.Complete;
        if (arguments.Count == 1 && arguments.Hosts == 1) return ShellStrength.Bare;
        return verb == ShellVerb.TellsByWord || arguments.Words > 0 || command.Count > 3 ? ShellStrength.None : ShellStrength.Bare;
    }

    private static ShellStrength Reading(in ShellArguments arguments)
    {
        if (arguments.SystemPaths > 0 || (arguments.Flags > 0 && arguments.Paths + arguments.Dynamic > 0)) return ShellStrength.Complete;
        if (arguments.Paths + arguments.Dynamic + arguments.Computed > 0) return ShellStrength.Fitting;
        if (arguments.Flags > 0 || arguments.Hosts > 0) return arguments.Words == 0 ? ShellStrength.Fitting : ShellStrength.Bare;
        return arguments.Count is 1 or 2 ? ShellStrength.Bare : ShellStrength.None;
    }

    private static ShellStrength Searching(in ShellArguments arguments)
    {
        if (arguments.Flags + arguments.Quoted > 0 && arguments.Words <= 3) return arguments.Paths > 0 ? ShellStrength.Complete : ShellStrength.Fitting;
        return arguments.Paths > 0 && arguments.Words <= 1 ? ShellStrength.Fitting : ShellStrength.None;
    }

    private static ShellStrength Fetching(in ShellArguments arguments)
    {
        if (arguments.Urls > 0 && arguments.Words == 0) return ShellStrength.Complete;
        if (arguments.Flags > 0 && arguments.Hosts + arguments.Paths + arguments.Urls + arguments.Numbers > 0) return arguments.Paths > 0 ? ShellStrength.Unmistakable : ShellStrength.Complete;
        if (arguments.Hosts + arguments.Computed > 0) return ShellStrength.Fitting;
        return arguments.Flags > 0 && arguments.Words == 0 ? ShellStrength.Fitting : ShellStrength.None;
    }

    private static ShellStrength Resolving(in ShellArguments arguments)
    {
        if (arguments.Flags > 0 && arguments.Hosts + arguments.Numbers + arguments.Words > 0) return ShellStrength.Complete;
        return arguments.Hosts + arguments.Computed > 0 && arguments.Words == 0 ? ShellStrength.Fitting : ShellStrength.None;
    }

    private static ShellStrength Interpreting(in ShellCommand command, in ShellArguments arguments)
    {
        if (arguments.CodeFlags > 0 && (arguments.Quoted + arguments.Paths + arguments.Computed > 0 || command.Count <= 4)) return arguments.Words <= 2 ? ShellStrength.Unmistakable : ShellStrength.Fitting;
        if (arguments.Flags > 0) return arguments.Words <= 2 ? ShellStrength.Complete : ShellStrength.None;
        if (arguments.Count == 0) return ShellStrength.Bare;
        return arguments.Words > 1 ? ShellStrength.None : arguments.Paths + arguments.Computed > 0 ? ShellStrength.Complete : arguments.Hosts > 0 ? ShellStrength.Fitting : ShellStrength.None;
    }

    private static ShellStrength Echoing(in ShellCommand command, int at, in ShellArguments arguments)
    {
        if (arguments.Computed > 0) return ShellStrength.Unmistakable;
        if (arguments.Secrets > 0 && arguments.IsRedirected) return ShellStrength.Unmistakable;
        if (arguments.Dynamic > 0 || arguments.IsRedirected) return arguments.Words <= 2 ? ShellStrength.Complete : ShellStrength.Bare;
        return command.Count - at == 2 || (arguments.Flags + arguments.Quoted > 0 && arguments.Words <= 2) ? ShellStrength.Fitting : arguments.Count is > 0 and <= 3 ? ShellStrength.Bare : ShellStrength.None;
    }

    private static ShellStrength Administering(in ShellArguments arguments)
    {
        if (arguments.Words > 2) return ShellStrength.None;
        if (arguments.Flags > 0 || arguments.Paths > 0) return ShellStrength.Complete;
        return arguments.Count == 0 ? ShellStrength.Bare : arguments.Numbers + arguments.Computed > 0 ? ShellStrength.Fitting : ShellStrength.None;
    }

    private static bool LooksLikeProgram(in ShellCommand command, int at)
    {
        var text = command.Text(Math.Min(at, command.Count - 1));
        return text.Length > 1 && text[0] is >= (byte)'a' and <= (byte)'z' && new ShellArguments(command, at + 1) is { Flags: > 0, Words: <= 2 };
    }

    // /tmp/x, ./x.sh: a file that was put there.
    private static bool LooksLikeProgramPath(ReadOnlySpan<byte> text) => text.StartsWith("/tmp/"u8) || text.StartsWith("/dev/shm/"u8) || (text.StartsWith("./"u8) && text.Length > 2 && ByteClass.IsLetter(text[2]));

    private static bool IsDuration(ReadOnlySpan<byte> text)
    {
        if (text.Length > 1 && text[^1] is (byte)'s' or (byte)'m' or (byte)'h') text = text[..^1];
        var dot = text.IndexOf((byte)'.');
        return dot < 0 ? ByteClass.IsNumber(text) : ByteClass.IsNumber(text[(dot + 1)..]) && (dot == 0 || ByteClass.IsNumber(text[..dot]));
    }

    private static int SkipAssignments(in ShellCommand command, int at)
    {
        while (at < command.Count)
        {
            var text = command.Text(at);
            var name = ByteClass.NameEnd(text, 0);
            if (name == 0 || name >= text.Length || text[name] != '=') break;
            at++;
        }

        return at;
    }

    // Options of a wrapper and their numbers: timeout -s 9 5, nice -n 10, su root -c, xargs -I{}.
    private static int SkipOptions(in ShellCommand command, int at)
    {
        while (at < command.Count)
        {
            var text = command.Text(at);
            if (!(text.Length > 0 && (text[0] == '-' || IsDuration(text)))) break;
            at++;
        }

        return at;
    }
}
