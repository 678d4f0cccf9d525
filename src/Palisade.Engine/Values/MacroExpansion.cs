using System.Buffers;
using System.Text;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>Replaces the macros of a text by the values of a transaction.</summary>
internal sealed class MacroExpansion(TransactionState state)
{
    private readonly VariableReader _reader = new(state);

    // Not the arena at once: reading a variable may write to it too.
    private readonly ArrayBufferWriter<byte> _text = new();

    /// <summary>The expanded bytes; valid until the transaction ends.</summary>
    public ReadOnlyMemory<byte> Expand(MacroText text)
    {
        if (text.Constant is { } constant) return constant;
        if (text.Parts is [{ Literal: null } only]) return _reader.Read(only);
        _text.ResetWrittenCount();
        foreach (var part in text.Parts)
        {
            if (part.Literal is { } literal) _text.Write(literal);
            else _text.Write(_reader.Read(part).Span);
        }

        return state.Arena.Copy(_text.WrittenSpan);
    }

    /// <summary>The expanded bytes, widened.</summary>
    public string ExpandText(MacroText text) => text.ConstantText ?? Encoding.Latin1.GetString(Expand(text).Span);
}
