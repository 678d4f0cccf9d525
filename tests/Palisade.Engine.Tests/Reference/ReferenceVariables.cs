using System.Text.RegularExpressions;
using System.Text;
using Palisade.Engine.Bodies;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Tests.Reference;

/// <summary>Reads variables of one transaction, and expands the macros that name them.</summary>
internal sealed class ReferenceVariables(ReferenceState state)
{
    private readonly ReferenceScalars _scalars = new(state);

    /// <summary>The values of a target, in order, nothing taken out.</summary>
    public List<ReferenceValue> Read(Target target, IReadOnlyList<KeyValuePair<string, string>> xmlNamespaces) =>
        target.Variable is VariableId.XML or VariableId.REQUEST_XML or VariableId.RESPONSE_XML
            ? ReadXml(target, xmlNamespaces)
            : Read(target.Variable, target.Selector);

    /// <summary>The text with each macro replaced by the first value of its variable, or by nothing.</summary>
    public byte[] Expand(MacroText text) => [.. text.Parts.SelectMany(part => part.Literal ?? First(part.Variable, part.Key))];

    /// <inheritdoc cref="Expand"/>
    public string ExpandText(MacroText text) => Encoding.Latin1.GetString(Expand(text));

    private byte[] First(VariableId variable, string? key) =>
        Read(variable, key is null ? null : new Selector.Key(key)).FirstOrDefault()?.Value ?? [];

    private List<ReferenceValue> Read(VariableId variable, Selector? selector)
    {
        var scalar = _scalars.Read(variable);
        if (scalar.Length > 0 || ReferenceScalars.IsAlwaysThere(variable)) return [new(variable, [], scalar)];

        // TX compares names as setvar does, and calls the value as the rule does.
        if (variable is VariableId.TX && selector is Selector.Key named)
            return state.Tx.TryGetValue(named.Name, out var value) ? [new(variable, Encoding.Latin1.GetBytes(named.Name), value)] : [];

        return [.. Members(variable).Where(m => ReferenceSelector.Includes(selector, m.Key)).Select(m => new ReferenceValue(variable, m.Key, m.Value))];
    }

    /// <summary>Every member of a collection.</summary>
    private IEnumerable<ReferenceMember> Members(VariableId variable)
    {
        var files = state.RequestBody.Parsed.Files;
        return variable switch
        {
            VariableId.ARGS => state.Request.Arguments.Concat(state.RequestBody.Arguments),
            VariableId.ARGS_GET => state.Request.Arguments,
            VariableId.ARGS_POST => state.RequestBody.Arguments,
            VariableId.REQUEST_HEADERS => state.Request.Headers,
            VariableId.REQUEST_COOKIES => state.Request.Cookies,
            VariableId.RESPONSE_HEADERS => state.Response is { } response ? ReferenceRequest.Members(response.Headers) : [],
            VariableId.RESPONSE_ARGS => state.ResponseBody.Arguments,
            VariableId.ARGS_NAMES => Names(VariableId.ARGS),
            VariableId.ARGS_GET_NAMES => Names(VariableId.ARGS_GET),
            VariableId.ARGS_POST_NAMES => Names(VariableId.ARGS_POST),
            VariableId.REQUEST_HEADERS_NAMES => Names(VariableId.REQUEST_HEADERS),
            VariableId.REQUEST_COOKIES_NAMES => Names(VariableId.REQUEST_COOKIES),
            VariableId.RESPONSE_HEADERS_NAMES => Names(VariableId.RESPONSE_HEADERS),
            VariableId.MATCHED_VARS_NAMES => Names(VariableId.MATCHED_VARS),
            VariableId.FILES_NAMES => Names(VariableId.FILES),
            VariableId.TX => state.Tx.Select(v => new ReferenceMember(v.Key, v.Value)),
            VariableId.ENV => state.Environment.Select(v => new ReferenceMember(v.Key, v.Value)),
            VariableId.MATCHED_VARS => state.Matched,
            VariableId.IP or VariableId.SESSION or VariableId.GLOBAL or VariableId.USER or VariableId.RESOURCE =>
                state.Opened.GetValueOrDefault(variable)?.All().Select(v => new ReferenceMember(v.Key.ToArray(), v.Value.ToArray())) ?? [],
            VariableId.FILES => files.Select(f => new ReferenceMember(f.Field, f.FileName)),
            VariableId.FILES_SIZES => files.Select(f => new ReferenceMember(f.Field, ReferenceNumber.Text(f.Size))),
            VariableId.FILES_EXCERPT => files.SelectMany(Excerpt),
            VariableId.FILES_TMP_CONTENT => files.Select(f => new ReferenceMember(f.Field, f.Content.ToArray())),
            VariableId.FILES_TMPNAMES => TemporaryFiles(files),
            VariableId.MULTIPART_PART_HEADERS => state.RequestBody.Parsed.PartHeaders.Select(h => new ReferenceMember(h.Key, h.Value)),
            VariableId.GEO => state.Geo,
            VariableId.ARGS_PATH => state.PathArguments,
            VariableId.RULE => AboutCurrentRule(),
            _ => [],
        };
    }

    // 64 KiB of the beginning and 16 KiB of the end, or all.
    private static IEnumerable<ReferenceMember> Excerpt(UploadedFile file)
    {
        var content = file.Content.ToArray();
        if (content.Length <= 80 * 1024) return [new(file.Field, content)];
        var found = new List<byte[]> { content[..(64 * 1024)] };
        var text = Encoding.Latin1.GetString(content);
        var opening = new Regex(@"<(?:\?[=pP \t\r\n]|%[=@! \t\r\n]|![-EeDd]|[sS][cCvV])", RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));
        for (var match = opening.Match(text, 60 * 1024); match.Success && match.Index < content.Length - (16 * 1024); match = opening.Match(text, match.Index + found[^1].Length))
        {
            found.Add(content[match.Index..(found.Count > 32 ? content.Length : Math.Min(content.Length, match.Index + (4 * 1024)))]);
        }

        return found.Append(content[^(16 * 1024)..]).Select(part => new ReferenceMember(file.Field, part));
    }

    private IEnumerable<ReferenceMember> Names(VariableId collection) => Members(collection).Select(m => m with { Value = m.Key });

    // Where uploads are written when the rules ask for it. Nothing is written here.
    private IEnumerable<ReferenceMember> TemporaryFiles(List<UploadedFile> files)
    {
        var upload = state.Settings.Upload;
        if (!upload.SaveTemporary && !upload.Keep) return [];
        var path = Path.Combine(upload.Folder ?? Path.GetTempPath(), $"palisade-{state.Request.Head.Id}");
        return files.Select((file, i) => new ReferenceMember(file.Field, Encoding.UTF8.GetBytes($"{path}-{i}.upload")));
    }

    private IEnumerable<ReferenceMember> AboutCurrentRule()
    {
        if (state.Current is not { } rule) yield break;
        yield return new("id", ReferenceNumber.Text(rule.Id));
        if (rule.Revision is { } revision) yield return new("rev", Encoding.Latin1.GetBytes(revision));
        if (rule.Severity is { } severity) yield return new("severity", ReferenceNumber.Text(severity));
        if (rule.Message is { } message) yield return new("msg", Encoding.Latin1.GetBytes(message));
    }

    private List<ReferenceValue> ReadXml(Target target, IReadOnlyList<KeyValuePair<string, string>> namespaces)
    {
        var body = (target.Variable is VariableId.RESPONSE_XML ? state.ResponseBody : state.RequestBody).Parsed;
        var expression = (target.Selector as Selector.XPath)?.Expression ?? "/*";
        IEnumerable<byte[]> values = expression switch
        {
            "/*" => body.XmlTexts,
            "//@*" => body.XmlAttributes,
            _ => body.Xml is { } document ? XmlSelection.Select(document, expression, namespaces) : [],
        };
        return [.. values.Select(value => new ReferenceValue(target.Variable, Encoding.Latin1.GetBytes(expression), value))];
    }
}
