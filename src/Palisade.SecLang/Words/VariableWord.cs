namespace Palisade.SecLang.Words;

/// <summary>What a variable holds, and so which selector may follow its name.</summary>
public enum VariableShape
{
    /// <summary>One value; no selector.</summary>
    Scalar,

    /// <summary>Values by name; a selector is a key or a pattern.</summary>
    Collection,

    /// <summary>A document; a selector is an XPath expression.</summary>
    XPath,

    /// <summary>A document; a selector is a path, taken as it is written.</summary>
    Path,
}

/// <summary>A variable of the language.</summary>
/// <param name="Name">Canonical, in capitals.</param>
/// <param name="FirstPhase">The first phase, 1 to 5, in which it can have a value.</param>
/// <param name="Persistent">Whether it outlives a request and so needs <c>initcol</c>, <c>setsid</c>, <c>setuid</c> or <c>setrsc</c>.</param>
/// <param name="Hint">What to do instead, for a refused one.</param>
public sealed record VariableWord(
    string Name, VariableShape Shape, int FirstPhase = 1, bool Persistent = false, WordStatus Status = WordStatus.Active, string? Hint = null)
{
    /// <summary>Whether <c>setvar</c> may change it.</summary>
    public bool Writable => Persistent || Name is "TX";
}
