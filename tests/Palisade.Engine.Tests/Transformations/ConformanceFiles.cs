using System.Text;
using System.Text.Json;

namespace Palisade.Engine.Tests.Transformations;

/// <summary>One case of ModSecurity's unit files, with its strings as the bytes that ModSecurity's own runner makes of them.</summary>
/// <param name="Name">The transformation or operator.</param>
/// <param name="Parameter">The operator's argument.</param>
/// <param name="Input">The value.</param>
/// <param name="Output">The expected output of a transformation.</param>
/// <param name="Result">The expected answer of an operator.</param>
/// <param name="Groups">The captures that the case names; the runner of ModSecurity does not look at them.</param>
public sealed record ConformanceCase(string Name, byte[] Parameter, byte[] Input, byte[] Output, bool Result, byte[][]? Groups);

/// <summary>Finds and reads ModSecurity's unit files, which lie beside the project where they are available.</summary>
public static class ConformanceFiles
{
    /// <summary>The nearest folder above the tests that holds <c>shared</c>, or null.</summary>
    public static string? Shared
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                var shared = Path.Combine(folder.FullName, "shared");
                if (Directory.Exists(Path.Combine(shared, "seclang-conformance"))) return shared;
            }

            return null;
        }
    }

    /// <summary>The cases of a file, or none where the files are not available.</summary>
    /// <param name="kind"><c>operators</c> or <c>transformations</c>.</param>
    /// <param name="file">A file name, or a pattern.</param>
    public static IEnumerable<ConformanceCase> Read(string kind, string file)
    {
        if (Shared is not { } shared) yield break;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(shared, "seclang-conformance", kind), file).Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var element in document.RootElement.EnumerateArray()) yield return Read(element);
        }
    }

    private static ConformanceCase Read(JsonElement element) => new(
        element.GetProperty("name").GetString()!,
        Text(element, "param"),
        Unescape(Text(element, "input")),
        Unescape(Text(element, "output")),
        element.GetProperty("ret").GetInt32() == 1,
        element.TryGetProperty("re_groups", out var groups) ? [.. groups.EnumerateArray().Select(g => Encoding.UTF8.GetBytes(g.GetString()!))] : null);

    private static byte[] Text(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var text)) return [];
        // Its runner reads C strings: a NUL that JSON itself wrote ends them.
        var bytes = Encoding.UTF8.GetBytes(text.GetString()!);
        var nul = Array.IndexOf(bytes, (byte)0);
        return nul < 0 ? bytes : bytes[..nul];
    }

    /// <summary><c>\xHH</c> and then <c>\uHHHH</c>, each to one byte. Any letters and digits count: <c>\xga</c> is a byte too, only an odd one.</summary>
    private static byte[] Unescape(byte[] text) => Unescape(Unescape(text, 'x', 2), 'u', 4);

    private static byte[] Unescape(byte[] text, char letter, int digits)
    {
        var bytes = new List<byte>(text);
        for (var i = 0; i + 2 + digits <= bytes.Count; i++)
        {
            var found = bytes[i] == '\\' && bytes[i + 1] == letter && bytes.Skip(i + 2).Take(digits).All(b => char.IsAsciiLetterOrDigit((char)b));
            if (!found) continue;
            var value = 0;
            for (var at = i + 2; at < i + 2 + digits && char.IsAsciiHexDigit((char)bytes[at]); at++) value = (value * 16) + Convert.ToInt32($"{(char)bytes[at]}", 16);
            bytes.RemoveRange(i, 2 + digits);
            bytes.Insert(i, (byte)value);
        }

        return [.. bytes];
    }
}
