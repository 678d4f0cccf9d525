namespace Palisade.Engine.Tests.Conformance;

/// <summary>One case of a file in one of ModSecurity's two JSON formats.</summary>
/// <param name="File">The file it comes from.</param>
/// <param name="Title">How it is called in reports.</param>
internal abstract record ConformanceCase(string File, string Title)
{
    /// <summary>Why the case says nothing about us; null when it is run. Decided by what the case needs, never by its name.</summary>
    public abstract string? SkipReason { get; }

    /// <summary>Runs it.</summary>
    public abstract Verdict Run();
}
