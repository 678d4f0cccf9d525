using System.Text;
using Palisade.Engine.Bodies;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>Reads variables of one transaction.</summary>
/// <remarks>
/// An empty scalar has no value, as in ModSecurity v3: a rule with a negated operator does not match what is not there. Parts of
/// the request line are there even when empty: the CRS asks whether the basename does not end in .pdf.
/// </remarks>
internal sealed class VariableReader(TransactionState state)
{
    private readonly List<ValueItem> _first = [];

    /// <summary>Adds the values of a target, in order.</summary>
    public void Read(Target target, IReadOnlyList<KeyValuePair<string, string>> xmlNamespaces, List<ValueItem> into)
    {
        if (target.Variable is VariableId.XML or VariableId.REQUEST_XML or VariableId.RESPONSE_XML) ReadXml(target, xmlNamespaces, into);
        else Read(target.Variable, target.Selector, into);
    }

    /// <summary>The first value of a variable, for a macro; empty when there is none.</summary>
    public ReadOnlyMemory<byte> First(VariableId variable, string? key)
    {
        if (variable is VariableId.TX && key is not null) return state.Tx.Get(key);
        _first.Clear();
        Read(variable, key is null ? null : new Selector.Key(key), _first);
        return _first.Count == 0 ? default : _first[0].Value;
    }

    private void Read(VariableId variable, Selector? selector, List<ValueItem> into)
    {
        var scalar = Scalars.Read(variable, state);
        if (!scalar.IsEmpty || Scalars.IsAlwaysThere(variable))
        {
            into.Add(new(variable, default, scalar));
            return;
        }

        switch (variable)
        {
            case VariableId.ARGS:
                Add(variable, state.Request.Arguments, selector, into);
                Add(variable, state.RequestBody.Arguments, selector, into);
                break;
            case VariableId.ARGS_NAMES:
                AddNames(variable, state.Request.Arguments, selector, into);
                AddNames(variable, state.RequestBody.Arguments, selector, into);
                break;
            case VariableId.ARGS_GET:
                Add(variable, state.Request.Arguments, selector, into);
                break;
            case VariableId.ARGS_GET_NAMES:
                AddNames(variable, state.Request.Arguments, selector, into);
                break;
            case VariableId.ARGS_POST:
                Add(variable, state.RequestBody.Arguments, selector, into);
                break;
            case VariableId.ARGS_POST_NAMES:
                AddNames(variable, state.RequestBody.Arguments, selector, into);
                break;
            case VariableId.REQUEST_HEADERS:
                Add(variable, state.Request.Headers, selector, into);
                break;
            case VariableId.REQUEST_HEADERS_NAMES:
                AddNames(variable, state.Request.Headers, selector, into);
                break;
            case VariableId.REQUEST_COOKIES:
                Add(variable, state.Request.Cookies, selector, into);
                break;
            case VariableId.REQUEST_COOKIES_NAMES:
                AddNames(variable, state.Request.Cookies, selector, into);
                break;
            case VariableId.RESPONSE_HEADERS when state.Response is { } response:
                Add(variable, response.Headers, selector, into);
                break;
            case VariableId.RESPONSE_HEADERS_NAMES when state.Response is { } response:
                AddNames(variable, response.Headers, selector, into);
                break;
            case VariableId.RESPONSE_ARGS:
                Add(variable, state.ResponseBody.Arguments, selector, into);
                break;
            case VariableId.TX:
                ReadTx(selector, into);
                break;
            case VariableId.MATCHED_VARS:
                Add(variable, state.Matched.All, selector, into);
                break;
            case VariableId.MATCHED_VARS_NAMES:
                AddNames(variable, state.Matched.All, selector, into);
                break;
            case VariableId.IP or VariableId.SESSION or VariableId.GLOBAL or VariableId.USER or VariableId.RESOURCE:
                if (state.Opened(variable) is { } opened) Add(variable, opened.All(), selector, into);
                break;
            default:
                ReadRare(variable, selector, into);
                break;
        }
    }

    private void ReadRare(VariableId variable, Selector? selector, List<ValueItem> into)
    {
        var files = state.RequestBody.Parsed.Files;
        switch (variable)
        {
            case VariableId.FILES:
                Add(variable, files.Select(f => new NamedValue(f.Field, f.FileName)), selector, into);
                break;
            case VariableId.FILES_NAMES:
                AddNames(variable, files.Select(f => new NamedValue(f.Field, f.Field)), selector, into);
                break;
            case VariableId.FILES_SIZES:
                Add(variable, files.Select(f => new NamedValue(f.Field, Numbers.Text(f.Size))), selector, into);
                break;
            case VariableId.FILES_TMP_CONTENT:
                Add(variable, files.Select(f => new NamedValue(f.Field, f.Content)), selector, into);
                break;
            case VariableId.FILES_TMPNAMES:
                Add(variable, state.RequestBody.TemporaryFiles, selector, into);
                break;
            case VariableId.MULTIPART_PART_HEADERS:
                Add(variable, state.RequestBody.Parsed.PartHeaders.Select(h => new NamedValue(Encoding.Latin1.GetBytes(h.Key), h.Value)), selector, into);
                break;
            case VariableId.GEO:
                Add(variable, state.Geo.Select(g => new NamedValue(Encoding.Latin1.GetBytes(g.Key), g.Value)), selector, into);
                break;
            case VariableId.ARGS_PATH:
                Add(variable, state.PathArguments.Select(a => new NamedValue(Encoding.Latin1.GetBytes(a.Key), a.Value)), selector, into);
                break;
            case VariableId.ENV:
                Add(variable, state.Environment.Select(e => new NamedValue(Encoding.Latin1.GetBytes(e.Key), e.Value)), selector, into);
                break;
            case VariableId.RULE when state.Current is { } rule:
                Add(variable, RuleValues.Of(rule), selector, into);
                break;
            default:
                break;
        }
    }

    private void ReadTx(Selector? selector, List<ValueItem> into)
    {
        if (selector is Selector.Key key)
        {
            if (state.Tx.Get(key.Name) is { } value) into.Add(new(VariableId.TX, Encoding.Latin1.GetBytes(key.Name), value));
            return;
        }

        Add(VariableId.TX, state.Tx.All(), selector, into);
    }

    private void ReadXml(Target target, IReadOnlyList<KeyValuePair<string, string>> namespaces, List<ValueItem> into)
    {
        var body = (target.Variable is VariableId.RESPONSE_XML ? state.ResponseBody : state.RequestBody).Parsed;
        var expression = (target.Selector as Selector.XPath)?.Expression ?? "/*";
        IEnumerable<byte[]> values = expression switch
        {
            "/*" => body.XmlTexts,
            "//@*" => body.XmlAttributes,
            _ when body.Xml is { } document => XmlSelection.Select(document, expression, namespaces),
            _ => [],
        };
        var name = Encoding.Latin1.GetBytes(expression);
        foreach (var value in values) into.Add(new(target.Variable, name, value));
    }

    private static void Add(VariableId variable, IEnumerable<NamedValue> values, Selector? selector, List<ValueItem> into)
    {
        foreach (var value in values)
        {
            if (SelectorMatch.Includes(selector, value.Key.Span)) into.Add(new(variable, value.Key, value.Value));
        }
    }

    private static void AddNames(VariableId variable, IEnumerable<NamedValue> values, Selector? selector, List<ValueItem> into)
    {
        foreach (var value in values)
        {
            if (SelectorMatch.Includes(selector, value.Key.Span)) into.Add(new(variable, value.Key, value.Key));
        }
    }
}
