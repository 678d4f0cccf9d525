using System.Text;

namespace Palisade.EndToEnd.Tests.Processes;

/// <summary>A program that has ended, and what it said.</summary>
internal sealed record Finished(int ExitCode, byte[] Output, string Error)
{
    /// <summary>Standard output as text.</summary>
    public string Text => Encoding.UTF8.GetString(Output);

    /// <summary>The lines of standard error that say something.</summary>
    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>All there is to show when a test fails.</summary>
    public override string ToString() => $"exit code {ExitCode}\n{Text}\n{Error}";
}
