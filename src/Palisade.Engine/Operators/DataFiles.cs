using System.Text;

namespace Palisade.Engine.Operators;

/// <summary>Lists that operators read from files when rules are loaded.</summary>
internal static class DataFiles
{
    /// <summary>
    /// The lines of the files that the argument names, without their line ends, empty lines and lines whose first
    /// character after white space is <c>#</c>; null when a fault was reported.
    /// </summary>
    /// <remarks>
    /// The argument names one file, or several separated by spaces where no file has the whole as its name. Names
    /// are relative to the folder of the rule file and UTF-8. White space inside a line stays: it can be meant.
    /// </remarks>
    public static List<byte[]>? ReadLines(OperatorArgument argument) => ReadLines(argument, argument.Text);

    /// <summary>The same, where the names are only the beginning of the argument.</summary>
    public static List<byte[]>? ReadLines(OperatorArgument argument, string files)
    {
        List<byte[]> lines = [];
        foreach (var (name, offset) in Names(argument, files))
        {
            var content = Read(argument, name, offset);
            if (content is null) return null;
            AddLines(content, lines);
        }

        return lines;
    }

    /// <summary>The full path of the one file on the disk that the argument names; null when a fault was reported.</summary>
    public static string? Locate(OperatorArgument argument)
    {
        var name = argument.Text.Trim(' ');
        if (!IsLocal(argument, name, 0)) return null;
        var path = PathOf(argument, name);
        // What such a file leads to is read later, or by others.
        argument.Options.Reads?.NoteHidden();
        if (argument.Options.Files is not null) argument.Refuse(OperatorFaults.File, "needs a file on the disk, which these rules do not reach", null, 0);
        else if (File.Exists(path)) return path;
        else Missing(argument, name, path, 0);
        return null;
    }

    private static List<(string Name, int Offset)> Names(OperatorArgument argument, string text)
    {
        if (text.Trim().Length == 0 || Exists(argument, text)) return [(text, 0)];
        List<(string, int)> names = [];
        var at = 0;
        foreach (var name in text.Split(' '))
        {
            if (name.Length > 0) names.Add((name, at));
            at += name.Length + 1;
        }

        return names;
    }

    private static bool Exists(OperatorArgument argument, string name) =>
        argument.Options.Files is { } files ? files.ContainsKey(name) : File.Exists(Noted(argument, PathOf(argument, name)));

    private static byte[]? Read(OperatorArgument argument, string name, int offset)
    {
        if (!IsLocal(argument, name, offset)) return null;
        if (argument.Options.Files is { } files) return ReadGiven(argument, files, name, offset);
        var path = Noted(argument, PathOf(argument, name));
        try
        {
            if (File.Exists(path)) return File.ReadAllBytes(path);
            Missing(argument, name, path, offset);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            argument.Refuse(OperatorFaults.File, $"cannot read {path}: {fault.Message}", null, offset);
        }

        return null;
    }

    private static string Noted(OperatorArgument argument, string path)
    {
        argument.Options.Reads?.Note(path);
        return path;
    }

    private static byte[]? ReadGiven(OperatorArgument argument, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string name, int offset)
    {
        if (files.TryGetValue(name, out var content)) return content.ToArray();
        argument.Refuse(OperatorFaults.File, $"there is no file '{name}' among those that belong to these rules", "add it to the data of the rule set", offset);
        return null;
    }

    private static bool IsLocal(OperatorArgument argument, string name, int offset)
    {
        if (!name.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) return true;
        argument.Refuse(OperatorFaults.Remote, $"{name} is not fetched: rules must not change or fail with somebody else's server", "download the list and name the file", offset);
        return false;
    }

    private static void Missing(OperatorArgument argument, string name, string path, int offset) =>
        argument.Refuse(OperatorFaults.File, name.Trim().Length == 0 ? "names no file" : $"there is no file {path}", "names are relative to the folder of the rule file", offset);

    private static string PathOf(OperatorArgument argument, string name) =>
        Path.GetFullPath(Path.Combine(argument.Folder, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name.Replace("\0", "", StringComparison.Ordinal)))));

    private static void AddLines(ReadOnlySpan<byte> content, List<byte[]> lines)
    {
        if (content.StartsWith("\uFEFF"u8)) content = content[3..];
        foreach (var range in content.Split((byte)'\n'))
        {
            var line = content[range];
            if (line.EndsWith("\r"u8)) line = line[..^1];
            var visible = line.TrimStart(" \t\v\f\r"u8);
            if (!line.IsEmpty && !visible.StartsWith("#"u8)) lines.Add(line.ToArray());
        }
    }
}
