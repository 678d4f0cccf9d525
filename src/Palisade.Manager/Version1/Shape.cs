using System.Globalization;
using Palisade.Configuration.Documents;

namespace Palisade.Manager.Version1;

/// <summary>
/// What a body of the v1 interface looks like, written as <c>{name:s, ports:[i], rules:[{enabled:b, action:s(none|block)}]}</c>: <c>s</c> a text, with the words that it may be;
/// <c>i</c> a whole number, <c>b</c> true or false, <c>o</c> anything, <c>*</c> every other member. Numbers and flags may come as texts and become what they are. Members that no
/// shape speaks of are kept as they are: versions of the interface differ. Nothing (<c>null</c>) stays in the outermost mapping, where it means that a member is taken out; further
/// inside it is as if the member was not there. Numbers between commas are a list of numbers.
/// </summary>
internal sealed class Shape
{
    /// <summary>Anything.</summary>
    public static Shape Any { get; } = new('o');

    private readonly char _kind;
    private readonly IReadOnlyList<string> _words = [];
    private readonly Shape? _item;
    private readonly Dictionary<string, Shape> _members = new(StringComparer.Ordinal);

    private Shape(char kind, IReadOnlyList<string>? words = null, Shape? item = null) => (_kind, _words, _item) = (kind, words ?? [], item);

    /// <summary>Understands the text of a shape, which is one of ours.</summary>
    public static Shape Parse(string text)
    {
        var at = 0;
        return Parse(text.Replace(" ", "", StringComparison.Ordinal), ref at);
    }

    /// <summary>Whether it is of a list.</summary>
    public bool IsList => _kind is '[';

    /// <summary>The words that a text may be; empty for any text.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>What its items look like; null where it has none.</summary>
    public Shape? Items => _item;

    /// <summary>What its members look like; <c>*</c> is every other.</summary>
    public IReadOnlyDictionary<string, Shape> Members => _members;

    /// <summary><c>s</c>, <c>i</c>, <c>b</c>, <c>o</c>, <c>[</c> or <c>{</c>.</summary>
    public char Kind => _kind;

    /// <summary>The value as it is kept.</summary>
    /// <exception cref="V1Refused">It has another type; the field is named.</exception>
    public Node Read(Node value, string field) => value.Kind is NodeKind.Nothing ? value : _kind switch
    {
        's' => Text(value, field),
        'i' => long.TryParse(Scalar(value, field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? Node.OfNumber(number.ToString(CultureInfo.InvariantCulture)) : throw V1Refused.Invalid($"'{field}' is not a whole number."),
        'b' => Scalar(value, field).ToLowerInvariant() is "true" or "false" ? Node.OfFlag(Scalar(value, field).Equals("true", StringComparison.OrdinalIgnoreCase)) : throw V1Refused.Invalid($"'{field}' is not true or false."),
        '[' when _item!._kind is 'i' && value.Kind is NodeKind.Text or NodeKind.Number => Read(Node.OfList([.. value.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => Node.OfText(t))]), field),
        '[' => value.Kind is NodeKind.List ? Node.OfList([.. value.Items.Select((v, i) => Item(v, $"{field}[{i.ToString(CultureInfo.InvariantCulture)}]"))]) : throw V1Refused.Invalid($"'{field}' is not a list."),
        '{' => Mapping(value, field),
        _ => value,
    };

    private Node Item(Node value, string field) => value.Kind is NodeKind.Nothing ? throw V1Refused.Invalid($"'{field}' is nothing.") : _item!.Read(value, field);

    private Node Mapping(Node value, string field)
    {
        if (value.Kind is not NodeKind.Map) throw V1Refused.Invalid($"'{field}' is not a mapping.");
        var prefix = field.Length == 0 ? "" : field + ".";
        return Node.OfMap(value.Members.Where(m => field.Length == 0 || m.Value.Kind is not NodeKind.Nothing).Select(m => KeyValuePair.Create(m.Key, (_members.GetValueOrDefault(m.Key) ?? _members.GetValueOrDefault("*") ?? Any).Read(m.Value, prefix + Cut(m.Key)))));
    }

    private Node Text(Node value, string field)
    {
        var text = Scalar(value, field);
        if (_words.Count > 0 && !_words.Contains(text, StringComparer.OrdinalIgnoreCase)) throw V1Refused.Invalid($"'{field}' is not one of {string.Join(", ", _words)}.");
        return _words.Count > 0 ? Node.OfText(_words.First(w => w.Equals(text, StringComparison.OrdinalIgnoreCase))) : value.Kind is NodeKind.Text ? value : Node.OfText(text);
    }

    private static string Scalar(Node value, string field) =>
        value.Kind is NodeKind.Text or NodeKind.Number or NodeKind.Flag ? value.Value : throw V1Refused.Invalid($"'{field}' is a {(value.Kind is NodeKind.List ? "list" : "mapping")} and not a single value.");

    private static string Cut(string name) => name.Length <= 64 ? name : name[..64] + "…";

    private static Shape Parse(string text, ref int at)
    {
        var kind = text[at++];
        if (kind is '{') return Mapped(text, ref at);
        if (kind is '[')
        {
            var item = Parse(text, ref at);
            at++;
            return new('[', item: item);
        }

        if (kind is not 's' || at >= text.Length || text[at] is not '(') return new(kind);
        var end = text.IndexOf(')', at);
        var words = text[(at + 1)..end].Split('|');
        at = end + 1;
        return new('s', words);
    }

    private static Shape Mapped(string text, ref int at)
    {
        var shape = new Shape('{');
        while (text[at] is not '}')
        {
            if (text[at] is ',') at++;
            var colon = text.IndexOf(':', at);
            var name = text[at..colon];
            at = colon + 1;
            shape._members[name] = Parse(text, ref at);
        }

        at++;
        return shape;
    }
}
