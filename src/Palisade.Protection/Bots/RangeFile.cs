using System.Net;
using System.Text;
using System.Text.Json;
using Palisade.Configuration;
using Palisade.SecLang;

namespace Palisade.Protection.Bots;

/// <summary>
/// Addresses as their makers publish them: the JSON of Google, Bing, OpenAI and others (<c>prefixes</c> with <c>ipv4Prefix</c> or <c>ipv6Prefix</c>), or a list
/// with one address or prefix on each line. Every fault with line and column.
/// </summary>
internal static class RangeFile
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Most prefixes of one bot: they are compared one by one, beside the request.</summary>
    public const int MostRanges = 20_000;

    private const int MostFaults = 20;

    /// <summary>Reads one file.</summary>
    public static List<IPNetwork> Read(string file, List<Diagnostic> faults)
    {
        try
        {
            if (new FileInfo(file).Length <= MostBytes) return Read(file, File.ReadAllBytes(file), faults);
            faults.Add(Unreadable(file, $"'{file}' is larger than {MostBytes} bytes"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            faults.Add(Unreadable(file, $"'{file}' cannot be read: {fault.Message}"));
        }

        return [];
    }

    /// <summary>Reads the content of one. What is faulty is left out and said.</summary>
    public static List<IPNetwork> Read(string file, ReadOnlySpan<byte> content, List<Diagnostic> faults)
    {
        var taken = new Taken(file, faults);
        if (content.StartsWith("\uFEFF"u8)) content = content[3..];
        if (content.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..]) Json(content, ref taken);
        else Lines(content, ref taken);
        if (taken.Ranges.Count == 0 && taken.Faults == 0) faults.Add(Unreadable(file, "There is no prefix in the file"));
        return taken.Ranges;
    }

    private static void Lines(ReadOnlySpan<byte> content, ref Taken taken)
    {
        var line = 0;
        foreach (var range in content.Split((byte)'\n'))
        {
            line++;
            var text = content[range];
            var comment = text.IndexOf((byte)'#');
            var prefix = (comment < 0 ? text : text[..comment]).Trim(" \t\r"u8);
            if (!prefix.IsEmpty) taken.Add(Encoding.Latin1.GetString(prefix), line, 1 + text.IndexOf(prefix));
        }
    }

    private static void Json(ReadOnlySpan<byte> content, ref Taken taken)
    {
        var reader = new Utf8JsonReader(content, new() { MaxDepth = 16 });
        try
        {
            var within = false;
            while (reader.Read())
            {
                if (reader.TokenType is not JsonTokenType.PropertyName) continue;
                if (reader.CurrentDepth == 1) within = reader.ValueTextEquals("prefixes"u8);
                var isPrefix = within && reader.CurrentDepth == 3 && (reader.ValueTextEquals("ipv4Prefix"u8) || reader.ValueTextEquals("ipv6Prefix"u8));
                if (!isPrefix || !reader.Read()) continue;
                var (line, column) = PlaceOf(content, reader.TokenStartIndex);
                if (reader.TokenType is JsonTokenType.String) taken.Add(reader.GetString()!, line, column);
                else taken.Fault(line, column, "A prefix is a text");
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            var (line, column) = PlaceOf(content, reader.BytesConsumed);
            taken.Fault(line, column, "The file is not JSON from here on");
        }
    }

    private static (int Line, int Column) PlaceOf(ReadOnlySpan<byte> content, long at)
    {
        var before = content[..(int)Math.Min(at, content.Length)];
        return (1 + before.Count((byte)'\n'), before.Length - before.LastIndexOf((byte)'\n'));
    }

    private static Diagnostic Unreadable(string file, string why) => new(new(file, 1, 1), DiagnosticSeverity.Error, "PR0312", why);

    private ref struct Taken(string file, List<Diagnostic> faults)
    {
        public List<IPNetwork> Ranges { get; } = [];

        public int Faults { get; private set; }

        public void Add(string text, int line, int column)
        {
            if (AddressRange.Parse(text) is not { PrefixLength: > 7 } range) Fault(line, column, $"'{Shown(text)}' is not an address or a prefix of at least 8 bits such as 192.0.2.0/24");
            else if (Ranges.Count == MostRanges) Fault(line, column, $"There are more than {MostRanges} prefixes");
            else Ranges.Add(range);
        }

        public void Fault(int line, int column, string message)
        {
            if (++Faults <= MostFaults) faults.Add(new(new(file, line, column), DiagnosticSeverity.Error, "PR0312", message));
        }

        private static string Shown(string text) => new([.. text.Take(60).Select(c => char.IsControl(c) ? '?' : c)]);
    }
}
