using System.Collections.Immutable;
using System.Text;
using Palisade.Engine.Bodies;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>Reads the variables that rules can change, and any variable for a macro.</summary>
internal sealed class VariableReader(TransactionState state)
{
    private readonly List<ValueItem> _first = [];

    /// <summary>Adds the values of a target that has no <see cref="Target.Sources"/>, in order.</summary>
    public void Read(Target target, ImmutableArray<KeyValuePair<string, string>> xmlNamespaces, List<ValueItem> into)
    {
        if (target.Variable is VariableId.XML or VariableId.REQUEST_XML or VariableId.RESPONSE_XML) ReadXml(target, xmlNamespaces, into);
        else Read(target.Variable, target.Selector, into);
    }

    /// <summary>The value of a macro; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Read(in MacroPart macro)
    {
        if (macro.TxName >= 0) return state.Tx.TryGet(macro.TxName, out var value) ? value : default;
        var scalar = Scalars.Read(macro.Variable, state);
        return scalar.IsEmpty ? First(macro.Variable, macro.Selector) : scalar;
    }

    private ReadOnlyMemory<byte> First(VariableId variable, Selector.Key? selector)
    {
        if (variable is VariableId.XML or VariableId.REQUEST_XML) return default;
        foreach (var source in ValueSource.PartsOf(variable))
        {
            foreach (var element in state.Values.Read(source, state))
            {
                if (SelectorMatch.Includes(selector, element.Key.Span)) return element.Value;
            }
        }

        _first.Clear();
        Read(variable, selector, _first);
        return _first.Count == 0 ? default : _first[0].Value;
    }

    private void Read(VariableId variable, Selector? selector, List<ValueItem> into)
    {
        switch (variable)
        {
            case VariableId.TX:
                state.Tx.Read(selector, state.Arena, into);
                break;
            case VariableId.MATCHED_VARS:
                foreach (var matched in state.Matched.All) Add(variable, new NamedValue(matched.NameBytes, matched.Transformed), selector, into);
                break;
            case VariableId.MATCHED_VARS_NAMES:
                foreach (var matched in state.Matched.All) AddName(variable, matched.NameBytes, selector, into);
                break;
            case VariableId.IP or VariableId.SESSION or VariableId.GLOBAL or VariableId.USER or VariableId.RESOURCE:
                if (state.Opened(variable) is { } opened) Add(variable, opened.All(), selector, into);
                break;
            case VariableId.GEO:
                Add(variable, state.Geo, selector, into);
                break;
            case VariableId.ARGS_PATH:
                Add(variable, state.PathArguments, selector, into);
                break;
            case VariableId.ENV:
                Add(variable, state.Environment, selector, into);
                break;
            case VariableId.RULE when state.Current is { } rule:
                Add(variable, RuleValues.Of(rule), selector, into);
                break;
            default:
                var scalar = Scalars.Read(variable, state);
                if (!scalar.IsEmpty) into.Add(new(variable, default, scalar));
                break;
        }
    }

    private void ReadXml(Target target, ImmutableArray<KeyValuePair<string, string>> namespaces, List<ValueItem> into)
    {
        var body = (target.Variable is VariableId.RESPONSE_XML ? state.ResponseBody : state.RequestBody).Parsed;
        var path = target.Selector as Selector.XPath;
        IEnumerable<byte[]> values = path?.Expression switch
        {
            null or "/*" => body.XmlTexts,
            "//@*" => body.XmlAttributes,
            var expression when body.Xml is { } document => XmlSelection.Select(document, expression, namespaces),
            _ => [],
        };
        var name = path?.Bytes ?? "/*"u8.ToArray();
        foreach (var value in values) into.Add(new(target.Variable, name, value));
    }

    private static void Add(VariableId variable, IEnumerable<KeyValuePair<string, byte[]>> values, Selector? selector, List<ValueItem> into) =>
        Add(variable, values.Select(v => new NamedValue(Encoding.Latin1.GetBytes(v.Key), v.Value)), selector, into);

    private static void Add(VariableId variable, IEnumerable<NamedValue> values, Selector? selector, List<ValueItem> into)
    {
        foreach (var value in values) Add(variable, value, selector, into);
    }

    private static void Add(VariableId variable, NamedValue value, Selector? selector, List<ValueItem> into)
    {
        if (SelectorMatch.Includes(selector, value.Key.Span)) into.Add(new(variable, value.Key, value.Value));
    }

    private static void AddName(VariableId variable, ReadOnlyMemory<byte> name, Selector? selector, List<ValueItem> into)
    {
        if (SelectorMatch.Includes(selector, name.Span)) into.Add(new(variable, name, name));
    }
}
