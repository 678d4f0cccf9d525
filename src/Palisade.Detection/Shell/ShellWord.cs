namespace Palisade.Detection.Shell;

/// <summary>How a word came about, as far as it tells an attacker from a writer.</summary>
[Flags]
internal enum ShellTraits : ushort
{
    None = 0,

    /// <summary>Quotes, escapes or empty expansions inside the word: <c>c'a't</c>, <c>wh$@oami</c>.</summary>
    Broken = 1,

    /// <summary>Written in codes: <c>$'\x63at'</c>.</summary>
    Coded = 2,

    /// <summary>Holds a wildcard.</summary>
    Glob = 4,

    /// <summary>Holds <c>$(...)</c> or back quotes.</summary>
    Substitution = 8,

    /// <summary>Holds <c>$((...))</c>.</summary>
    Arithmetic = 16,

    /// <summary>Holds a variable.</summary>
    Variable = 32,

    /// <summary>The file of a redirection, or the text of a here-string.</summary>
    Target = 64,

    /// <summary>An apostrophe that nothing closes, with letters behind it: <c>who's</c>.</summary>
    Torn = 128,

    /// <summary>Something in quotes.</summary>
    Quoted = 256,
}

/// <summary>A word of a command as the shell would pass it on; its text is in the buffer of the command.</summary>
internal readonly record struct ShellWord(int Offset, int End, int TextStart, int TextLength, ShellTraits Traits)
{
    public bool Has(ShellTraits traits) => (Traits & traits) != ShellTraits.None;
}
