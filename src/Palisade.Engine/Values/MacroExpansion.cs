using System.Text;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>Replaces the macros of a text by the values of a transaction.</summary>
internal sealed class MacroExpansion(TransactionState state)
{
    /// <summary>The longest text that is put together, in bytes; what is longer is cut. Default 64 KiB: rules that double a variable sixty times would fill the memory with one request.</summary>
    public const int LongestText = 64 * 1024;

    /// <summary>What texts of one transaction may take together, in bytes. Default 8 MiB. Beyond, each is cut at <see cref="ShortText"/>.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private const int ShortText = 256;
    private const int Kept = 1024;

    private readonly VariableReader _reader = new(state);

    // Not the arena at once: reading a variable may write to it too.
    private readonly GrowingArray<byte> _text = new(Kept);

    /// <summary>The expanded bytes; valid until the transaction ends.</summary>
    public ReadOnlyMemory<byte> Expand(MacroText text)
    {
        if (text.Constant is { } constant) return constant;
        if (text.Parts is [{ Literal: null } only]) return _reader.Read(only);
        var together = PutTogether(text);
        var expanded = state.Arena.Copy(together);
        _text.Clear(together.Length);
        return expanded;
    }

    /// <summary>The expanded bytes, widened.</summary>
    public string ExpandText(MacroText text)
    {
        if (text.ConstantText is { } constant) return constant;
        var together = PutTogether(text);
        var expanded = Encoding.Latin1.GetString(together);
        _text.Clear(together.Length);
        return expanded;
    }

    private ReadOnlySpan<byte> PutTogether(MacroText text)
    {
        var (length, most) = (0, state.Arena.PutTogether < MostBytes ? LongestText : ShortText);
        foreach (ref readonly var part in text.Parts.AsSpan())
        {
            ReadOnlySpan<byte> piece = part.Literal is { } literal ? literal : _reader.Read(part).Span;
            piece = piece[..Math.Min(piece.Length, most - length)];
            _text.Ensure(length + piece.Length);
            piece.CopyTo(_text.Items.AsSpan(length));
            length += piece.Length;
        }

        state.Arena.PutTogether += length;
        return _text.Items.AsSpan(0, length);
    }
}
