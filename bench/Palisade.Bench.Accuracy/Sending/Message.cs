namespace Palisade.Bench.Accuracy.Sending;

/// <summary>What is known of a message that was read to its end; its body is dropped.</summary>
/// <param name="StartLine">Request or status line, widened bytes.</param>
/// <param name="Fields">Header lines, widened, without their ends.</param>
internal sealed record Message(string StartLine, IReadOnlyList<string> Fields)
{
    /// <summary>The status of an answer; 0 of anything else.</summary>
    public int Status => StartLine.StartsWith("HTTP/1.", StringComparison.Ordinal) && int.TryParse(StartLine.AsSpan(9, Math.Min(3, Math.Max(0, StartLine.Length - 9))), out var status) ? status : 0;

    /// <summary>Whether its sender closes the connection behind it.</summary>
    public bool Closes => Field("Connection") is { } words && words.Contains("close", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first field of a name, trimmed; null when there is none.</summary>
    public string? Field(string name) => Fields
        .Where(f => f.Length > name.Length && f[name.Length] == ':' && f.StartsWith(name, StringComparison.OrdinalIgnoreCase))
        .Select(f => f[(name.Length + 1)..].Trim())
        .FirstOrDefault();
}
