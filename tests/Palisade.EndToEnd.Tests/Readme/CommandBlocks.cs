namespace Palisade.EndToEnd.Tests.Readme;

/// <summary>The commands of a Markdown text: those in fences marked <c>sh</c>, and after <c>$</c> in fences marked <c>console</c>.</summary>
internal static class CommandBlocks
{
    /// <summary>Each command as one line, with the lines it was continued on.</summary>
    public static IReadOnlyList<string> Read(string markdown)
    {
        var (commands, fence, open) = (new List<string>(), (string?)null, false);
        foreach (var raw in markdown.Split('\n'))
        {
            var line = raw.Trim();
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                fence = fence is null ? line[3..] : null;
                open = false;
                continue;
            }

            if (Command(fence, line, open) is not { } text) continue;
            var continued = text.EndsWith('\\');
            var part = continued ? text[..^1].TrimEnd() : text;
            if (open) commands[^1] += " " + part;
            else commands.Add(part);
            open = continued;
        }

        return commands;
    }

    private static string? Command(string? fence, string line, bool continues) => fence switch
    {
        "sh" or "bash" => line.Length is 0 || line[0] is '#' ? null : line,
        "console" when continues => line.TrimStart('>', ' '),
        "console" => line.StartsWith("$ ", StringComparison.Ordinal) ? line[2..] : null,
        _ => null,
    };
}
