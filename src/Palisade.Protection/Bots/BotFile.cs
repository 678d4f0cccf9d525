using System.Net;
using System.Text;
using Palisade.Configuration;
using Palisade.Protection.Yaml;
using Palisade.SecLang;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Palisade.Protection.Bots;

/// <summary>Reads a file of bot definitions (<c>docs/bots.md</c> describes it): every fault with file, line and column.</summary>
public static class BotFile
{
    /// <summary>Largest file, in characters: a list of published ranges has some thousands of lines.</summary>
    public const int MostCharacters = 4 * 1024 * 1024;

    /// <summary>Longest token, in bytes.</summary>
    private const int MostTokenBytes = 256;

    /// <summary>Shortest token, in bytes: a shorter one would be found in names of ordinary browsers.</summary>
    private const int LeastTokenBytes = 3;

    /// <summary>Reads one file. What is faulty is left out and said.</summary>
    public static (IReadOnlyList<BotDefinition> Bots, IReadOnlyList<Diagnostic> Diagnostics) Read(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var faults = new List<Diagnostic>();
        var bots = new List<BotDefinition>();
        try
        {
            if (text.Length > MostCharacters) throw new YamlException(new Mark(0, 1, 1), new Mark(0, 1, 1), $"longer than {MostCharacters} characters");
            var stream = new YamlStream();
            stream.Load(new BoundedParser(new StringReader(text)));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }]) Read(new BotFields(file, root, faults), bots, faults);
            else faults.Add(new(new(file, 1, 1), DiagnosticSeverity.Error, "PR0300", "A bot file is one mapping with 'bots'"));
        }
        catch (YamlException fault)
        {
            faults.Add(new(BotFields.PlaceOf(file, fault.Start), DiagnosticSeverity.Error, "PR0301", $"Not YAML: {fault.Message}"));
        }

        return (bots, faults);
    }

    private static void Read(BotFields root, List<BotDefinition> bots, List<Diagnostic> faults)
    {
        root.RefuseOthers("class", "category", "bots");
        var usual = (root.Choice("class", BotWords.Classes), root.Choice("category", BotWords.Categories));
        foreach (var fields in root.Mappings("bots"))
        {
            var before = faults.Count;
            var bot = Bot(fields, usual, faults);
            if (faults.Count == before && bot is not null) bots.Add(bot);
        }
    }

    private static BotDefinition? Bot(BotFields fields, (BotClass? Class, BotCategory? Category) usual, List<Diagnostic> faults)
    {
        fields.RefuseOthers("name", "class", "category", "about", "user_agent", "headers", "verify");
        var name = fields.Text("name");
        if (name is null) fields.Fault("name", "PR0305", "A bot needs a name");
        var kind = fields.Choice("class", BotWords.Classes) ?? usual.Class;
        if (kind is null) fields.Fault("class", "PR0305", "A bot needs a class, its own or the file's", string.Join(", ", BotWords.Classes.Keys.Order(StringComparer.Ordinal)));
        var category = fields.Choice("category", BotWords.Categories) ?? usual.Category;
        if (category is null) fields.Fault("category", "PR0305", "A bot needs a category, its own or the file's", string.Join(", ", BotWords.Categories.Keys.Order(StringComparer.Ordinal)));

        var tokens = Tokens(fields);
        var headers = Headers(fields);
        if (tokens.Count + headers.Count == 0) fields.Fault("user_agent", "PR0306", "Nothing says how this bot is known", "give it user_agent or headers");
        var verify = fields.Mapping("verify");
        verify?.RefuseOthers("dns", "ranges", "ranges_file");
        var file = verify?.Text("ranges_file");
        var (suffixes, ranges) = (Suffixes(verify), Ranges(verify, file, faults));
        if (kind is BotClass.Good && file is null && suffixes.Count + ranges.Count == 0) fields.Fault("class", "PR0309", "A good bot must be verifiable: anybody can claim its name", "give it verify.dns, verify.ranges or verify.ranges_file, or class: none");
        if (name is null || kind is null || category is null) return null;
        return new(fields.At, name, kind.Value, category.Value, fields.Text("about") ?? "", tokens, headers, suffixes, ranges);
    }

    private static List<BotToken> Tokens(BotFields fields)
    {
        var tokens = new List<BotToken>();
        foreach (var (text, at) in fields.Texts("user_agent"))
        {
            var token = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text.StartsWith('^') ? text[1..] : text));
            if (token.Length is < LeastTokenBytes or > MostTokenBytes) fields.Fault(at, "PR0307", $"'{text}' is not {LeastTokenBytes} to {MostTokenBytes} bytes long");
            else tokens.Add(new(token, text.StartsWith('^')));
        }

        return tokens;
    }

    private static List<BotHeader> Headers(BotFields fields)
    {
        var headers = new List<BotHeader>();
        foreach (var header in fields.Mappings("headers"))
        {
            header.RefuseOthers("name", "contains");
            if (header.Text("name") is { } name) headers.Add(new(name, header.Text("contains") ?? ""));
            else header.Fault("name", "PR0305", "A header needs a name");
        }

        return headers;
    }

    private static List<string> Suffixes(BotFields? verify)
    {
        var suffixes = new List<string>();
        foreach (var (text, at) in verify?.Texts("dns") ?? [])
        {
            var suffix = text.Trim('.');
            // A suffix of one label would hold whole registries.
            if (Uri.CheckHostName(suffix) is UriHostNameType.Dns && suffix.Contains('.', StringComparison.Ordinal)) suffixes.Add(suffix);
            else verify!.Fault(at, "PR0308", $"'{text}' is not a domain such as crawl.example.com");
        }

        return suffixes;
    }

    private static List<IPNetwork> Ranges(BotFields? verify, string? file, List<Diagnostic> faults)
    {
        var ranges = new List<IPNetwork>();
        foreach (var (text, at) in verify?.Texts("ranges") ?? [])
        {
            if (AddressRange.Parse(text) is { PrefixLength: > 7 } range) ranges.Add(range);
            else verify!.Fault(at, "PR0308", $"'{text}' is not an address or a prefix of at least 8 bits such as 192.0.2.0/24");
        }

        // Seen from the folder of the bot file.
        if (file is not null) ranges.AddRange(RangeFile.Read(Path.Combine(Path.GetDirectoryName(verify!.At.File) ?? "", file), faults));
        return ranges;
    }
}
