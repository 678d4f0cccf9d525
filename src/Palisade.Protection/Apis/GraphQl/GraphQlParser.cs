using System.Buffers.Text;
using System.Text;
using Palisade.Protection.Apis.Json;

namespace Palisade.Protection.Apis.GraphQl;

/// <summary>
/// Reads executable documents of the query language (GraphQL, October 2021, section 2). Linear; depth is bounded whatever the policy says.
/// Used once.
/// </summary>
/// <param name="variables">The values of variables, as a tape that holds one object; null for none.</param>
internal ref struct GraphQlParser(ReadOnlySpan<byte> text, JsonTape? variables, int mostTokens)
{
    /// <summary>Most selection sets, lists and objects inside each other.</summary>
    public const int MostDepth = 200;

    private static readonly string[] ListArguments = ["first", "last", "limit", "take", "count", "size", "pageSize", "perPage", "per_page"];

    private readonly GraphQlDocument _document = new();
    private readonly JsonTape? _variables = variables;
    private readonly int _mostTokens = mostTokens;
    private readonly Dictionary<string, long> _defaults = new(StringComparer.Ordinal);
    private GraphQlLexer _lexer = new(text);
    private string? _fault;
    private int _depth;

    /// <summary>The document, or what is wrong with the text.</summary>
    public (GraphQlDocument? Document, string? Fault, bool TooMany) Read()
    {
        _lexer.Next();
        if (_lexer.Kind is TokenKind.End) Fail("the query is empty");
        while (_fault is null && _lexer.Kind is not TokenKind.End) Definition();
        _document.Tokens = _lexer.Count;
        return _fault is null ? (_document, null, false) : (null, _fault, _lexer.Count > _mostTokens);
    }

    private void Definition()
    {
        if (_lexer.Is('{'))
        {
            _document.Operations.Add(Set());
            return;
        }

        if (_lexer.Is("fragment"u8)) Fragment();
        else if (_lexer.Is("query"u8) || _lexer.Is("mutation"u8) || _lexer.Is("subscription"u8)) Operation();
        else Fail("an operation or a fragment was expected");
    }

    private void Operation()
    {
        Next();
        if (_lexer.Kind is TokenKind.Name) Next();
        if (Take('(')) Variables();
        Directives();
        _document.Operations.Add(Set());
    }

    private void Fragment()
    {
        Next();
        if (_lexer.Is("on"u8)) Fail("a fragment cannot be called on");
        var name = Name();
        if (!_lexer.Is("on"u8)) Fail("'on' was expected");
        Next();
        Name();
        Directives();
        if (!_document.Fragments.TryAdd(name, Set())) Fail("a fragment is there twice");
    }

    private void Variables()
    {
        do
        {
            Expect('$');
            var name = Name();
            Expect(':');
            Type();
            if (Take('=') && Value() is { } usual) _defaults[name] = usual;
            Directives();
        }
        while (_fault is null && _lexer.Is('$'));
        Expect(')');
    }

    private void Type()
    {
        var lists = 0;
        while (_fault is null && Take('['))
        {
            if (++lists > MostDepth) Fail("a type is nested too deep");
        }

        Name();
        Take('!');
        for (; lists > 0 && _fault is null; lists--)
        {
            Expect(']');
            Take('!');
        }
    }

    private List<Selection> Set()
    {
        var selections = new List<Selection>();
        if (++_depth > MostDepth) Fail($"the query is nested deeper than {MostDepth}");
        Expect('{');
        do
        {
            if (_fault is null) selections.Add(One());
        }
        while (_fault is null && !_lexer.Is('}'));
        Expect('}');
        _depth--;
        return selections;
    }

    private Selection One()
    {
        if (_lexer.Kind is TokenKind.Mark && _lexer.Bytes.Length == 3)
        {
            Next();
            if (_lexer.Kind is TokenKind.Name && !_lexer.Is("on"u8))
            {
                var spread = Name();
                Directives();
                return new(SelectionKind.Spread, spread, HasAlias: false, 1, []);
            }

            if (_lexer.Is("on"u8))
            {
                Next();
                Name();
            }

            Directives();
            return new(SelectionKind.Inline, "", HasAlias: false, 1, Set());
        }

        var name = Name();
        var hasAlias = Take(':');
        if (hasAlias) name = Name();
        var items = Take('(') ? Arguments() : 1;
        Directives();
        return new(SelectionKind.Field, name, hasAlias, items, _lexer.Is('{') ? Set() : []);
    }

    /// <summary>Reads arguments up to the bracket; answers how many items the largest of those that bound a list asks for.</summary>
    private long Arguments()
    {
        long items = 1;
        do
        {
            var name = Name();
            Expect(':');
            var value = Value();
            if (value is { } count && Array.IndexOf(ListArguments, name) >= 0) items = Math.Max(items, count);
        }
        while (_fault is null && !_lexer.Is(')'));
        Expect(')');
        return items;
    }

    private void Directives()
    {
        while (_fault is null && Take('@'))
        {
            _document.Directives++;
            Name();
            if (Take('(')) Arguments();
        }
    }

    /// <summary>Reads a value; answers its number when it is a whole one, or the number behind a variable.</summary>
    private long? Value()
    {
        long? number = null;
        switch (_lexer.Kind)
        {
            case TokenKind.Int:
                // What does not fit is as good as endless.
                number = Utf8Parser.TryParse(_lexer.Bytes, out long parsed, out _) ? parsed : long.MaxValue;
                Next();
                break;
            case TokenKind.Float or TokenKind.Text or TokenKind.Name:
                Next();
                break;
            default:
                if (Take('$')) number = Variable(Name());
                else if (Take('[')) List();
                else if (Take('{')) Object();
                else Fail("a value was expected");
                break;
        }

        return number;
    }

    private void List()
    {
        if (++_depth > MostDepth) Fail($"the query is nested deeper than {MostDepth}");
        while (_fault is null && !_lexer.Is(']')) Value();
        Expect(']');
        _depth--;
    }

    private void Object()
    {
        if (++_depth > MostDepth) Fail($"the query is nested deeper than {MostDepth}");
        while (_fault is null && !_lexer.Is('}'))
        {
            Name();
            Expect(':');
            Value();
        }

        Expect('}');
        _depth--;
    }

    private readonly long? Variable(string name)
    {
        if (_variables is { Length: > 0 } tape && tape[0].Kind is JsonKind.Object && tape.Member(0, Encoding.UTF8.GetBytes(name)) is >= 0 and var at)
            return tape[at].Kind is not JsonKind.Number ? null : JsonNumber.Of(tape.Bytes(at)).TryCount(out var count) ? count : long.MaxValue;
        return _defaults.TryGetValue(name, out var usual) ? usual : null;
    }

    private string Name()
    {
        if (_lexer.Kind is not TokenKind.Name)
        {
            Fail("a name was expected");
            return "";
        }

        var name = Encoding.ASCII.GetString(_lexer.Bytes);
        Next();
        return name;
    }

    private bool Take(char mark)
    {
        if (!_lexer.Is(mark)) return false;
        Next();
        return true;
    }

    private void Expect(char mark)
    {
        if (!Take(mark)) Fail($"'{mark}' was expected");
    }

    private void Next()
    {
        if (_fault is not null) return;
        _lexer.Next();
        if (_lexer.Count > _mostTokens) Fail($"the query has more than {_mostTokens} tokens");
    }

    private void Fail(string fault) => _fault ??= $"{fault} at byte {_lexer.Start}";
}
