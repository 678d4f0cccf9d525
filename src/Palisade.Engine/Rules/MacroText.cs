using System.Collections.Immutable;
using System.Text;

namespace Palisade.Engine.Rules;

/// <summary>A piece of text with macros: either literal bytes, or a variable to read.</summary>
/// <param name="Literal">The bytes, where this is literal text.</param>
/// <param name="Variable">The variable, where it is a macro.</param>
/// <param name="Selector">The member of a collection, in lower case; null for a scalar.</param>
/// <param name="TxName">The number of a TX variable (<see cref="TxNames"/>); -1 for everything else.</param>
internal readonly record struct MacroPart(byte[]? Literal, VariableId Variable, Selector.Key? Selector, int TxName)
{
    /// <summary>The member's name; null for a scalar.</summary>
    public string? Key => Selector?.Name;
}

/// <summary>Text in which <c>%{variable}</c> or <c>%{collection.key}</c> stands for a value of the request.</summary>
public sealed class MacroText
{
    private readonly ImmutableArray<MacroPart> _parts;
    private readonly byte[]? _constant;

    private MacroText(ImmutableArray<MacroPart> parts, string? text)
    {
        _parts = parts;
        ConstantText = text;
        _constant = text is null ? null : parts[0].Literal;
    }

    /// <summary>The whole text where it has no macro; otherwise null.</summary>
    public byte[]? Constant => _constant;

    /// <summary>The same, widened.</summary>
    public string? ConstantText { get; }

    /// <summary>The parts in order.</summary>
    internal ImmutableArray<MacroPart> Parts => _parts;

    /// <summary>Splits a text at its macros.</summary>
    /// <param name="text">Widened bytes.</param>
    /// <param name="unknown">Receives the names of macros that are no variable; they expand to nothing.</param>
    public static MacroText Parse(string text, ICollection<string>? unknown = null)
    {
        if (!text.Contains("%{", StringComparison.Ordinal))
            return new([Literal(text)], text);

        var parts = ImmutableArray.CreateBuilder<MacroPart>();
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf("%{", at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0) open = text.Length;
            if (open > at) parts.Add(Literal(text[at..open]));
            if (close < 0) break;

            var name = text[(open + 2)..close];
            if (Variable(name) is { } part) parts.Add(part);
            else unknown?.Add(name);
            at = close + 1;
        }

        return new(parts.ToImmutable(), null);
    }

    private static MacroPart? Variable(string name)
    {
        var dot = name.AsSpan().IndexOfAny('.', ':');
        var variable = dot < 0 ? name : name[..dot];
        if (!VariableTable.TryFind(variable, out var id)) return null;
        var key = dot < 0 ? null : name[(dot + 1)..].ToLowerInvariant();
        return new(null, id, key is null ? null : new(key), id is VariableId.TX && key is not null ? TxNames.Intern(key) : -1);
    }

    private static MacroPart Literal(string text) => new(Encoding.Latin1.GetBytes(text), default, null, -1);
}
