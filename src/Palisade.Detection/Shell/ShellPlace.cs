namespace Palisade.Detection.Shell;

/// <summary>How a command starts in a value: what stands in front of it.</summary>
internal enum ShellPlace : byte
{
    /// <summary>Nothing: the value is the command.</summary>
    Whole,

    /// <summary>A separator, the first thing in the value but for quotes and parentheses that close the application's.</summary>
    FrontSeparator,

    /// <summary>A separator behind other text.</summary>
    Separator,

    /// <summary>A line of its own behind other lines.</summary>
    Line,

    /// <summary><c>$(</c> or <c>&lt;(</c>.</summary>
    Substitution,

    /// <summary>A back quote.</summary>
    BackQuote,

    /// <summary>A quote.</summary>
    Quote,
}
