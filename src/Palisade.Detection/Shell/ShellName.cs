namespace Palisade.Detection.Shell;

/// <summary>Finds out which command a name means.</summary>
internal static class ShellName
{
    /// <summary>False when the first word is no command whatever comes behind it.</summary>
    public static bool CanBeCommand(in ShellCommand command)
    {
        var word = command[0];
        if (word.Has(ShellTraits.Target)) return command.Text(0).Contains((byte)'/');
        if (word.Has(ShellTraits.Variable | ShellTraits.Substitution) || command.HidesBlanks) return true;
        var name = command.Text(0);
        return name.ContainsAny((byte)'/', (byte)'=') || ShellVocabulary.Verb(name) != ShellVerb.None;
    }

    /// <summary>The verb of the word at <paramref name="at"/>, and whether its name is written so that it is not recognised.</summary>
    public static (ShellVerb Verb, bool Hidden) Resolve(in ShellCommand command, int at)
    {
        var word = command[at];
        var name = command.Text(at);
        var slash = name.LastIndexOf((byte)'/');
        if (slash >= 0 && !ShellVocabulary.IsProgramFolder(name[..slash])) return (ShellVerb.None, false);
        name = name[(slash + 1)..];
        var verb = ShellVocabulary.Verb(name);
        var hidden = word.Has(ShellTraits.Broken | ShellTraits.Coded | ShellTraits.Substitution);
        // Of a quotation the dot behind it is left: no name.
        if (hidden && name.Length < 2) return (ShellVerb.None, false);
        if (verb != ShellVerb.None) return (verb, hidden);
        if (!word.Has(ShellTraits.Glob) || name.Length < 2) return (ShellVerb.None, false);

        // A pattern alone is a word with a question mark: only in a folder of programs it is a command.
        return slash > 0 ? (ShellVocabulary.VerbLike(name), true) : (ShellVerb.None, false);
    }
}
