using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns;

/// <summary>How a pattern is read and run.</summary>
public sealed record BytePatternOptions
{
    /// <summary>What ModSecurity v3 compiles <c>@rx</c> with, and 1 s.</summary>
    public static BytePatternOptions Default { get; } = new();

    /// <summary>The same without regard to the case of ASCII letters.</summary>
    public static BytePatternOptions IgnoreCase { get; } = new() { Flags = PatternFlags.DotAll | PatternFlags.MultiLine | PatternFlags.IgnoreCase };

    /// <summary>The flags in force at the start of the pattern. Default: <c>.</c> matches line feeds, <c>^</c> and <c>$</c> match at lines.</summary>
    public PatternFlags Flags { get; init; } = PatternFlags.DotAll | PatternFlags.MultiLine;

    /// <summary>The longest search of one value. Longer than zero; default 1 s.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(1);
}
