namespace Palisade.Ftw.Model;

/// <summary>A line of a file.</summary>
/// <param name="File">The path as it was given or found.</param>
/// <param name="Line">Counted from 1.</param>
public readonly record struct SourceLine(string File, int Line)
{
    /// <summary>The form that editors and build servers can click.</summary>
    public override string ToString() => $"{File}({Line})";
}

/// <summary>One thing that is wrong in a test or overrides file.</summary>
public sealed record Fault(SourceLine At, string Message)
{
    /// <summary>Place and message on one line.</summary>
    public override string ToString() => $"{At}: {Message}";
}
