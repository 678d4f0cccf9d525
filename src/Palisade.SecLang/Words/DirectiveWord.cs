namespace Palisade.SecLang.Words;

/// <summary>What the arguments of a directive must look like; the parser checks it.</summary>
public enum DirectiveArguments
{
    /// <summary>The directive has a syntax of its own and its own type in the tree.</summary>
    Structured,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>One of <see cref="DirectiveWord.Choices"/>.</summary>
    Choice,

    /// <summary>A whole number from 0 to <see cref="DirectiveWord.Largest"/>.</summary>
    Number,

    /// <summary>A file mode: three or four octal digits, or <c>default</c>.</summary>
    Permissions,

    /// <summary>Letters of audit log parts.</summary>
    AuditLogParts,

    /// <summary>One character.</summary>
    Character,

    /// <summary>The path of a file and the number of a code page.</summary>
    FileAndNumber,
}

/// <summary>A directive of the language.</summary>
/// <param name="Name">Canonical.</param>
/// <param name="Least">Fewest arguments.</param>
/// <param name="Most">Most arguments.</param>
/// <param name="Status">Idle directives are accepted with a warning.</param>
/// <param name="Hint">What to do instead, for a refused or idle one.</param>
public sealed record DirectiveWord(
    string Name, DirectiveArguments Arguments, int Least = 1, int Most = 1, WordStatus Status = WordStatus.Active, string? Hint = null)
{
    /// <summary>What a <see cref="DirectiveArguments.Choice"/> is one of, compared without regard to case.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Choices that are accepted and do nothing.</summary>
    public IReadOnlyList<string> IdleChoices { get; init; } = [];

    /// <summary>Choices that are known and refused.</summary>
    public IReadOnlyList<string> RefusedChoices { get; init; } = [];

    /// <summary>The largest <see cref="DirectiveArguments.Number"/>.</summary>
    public long Largest { get; init; } = long.MaxValue;
}
