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
    private byte[] _text = new byte[Kept];

    /// <summary>The expanded bytes; valid until the transaction ends.</summary>
    public ReadOnlyMemory<byte> Expand(MacroText text)
    {
        if (text.Constant is { } constant) return constant;
        if (text.Parts is [{ Literal: null } only]) return _reader.Read(only);
        var (length, most) = (0, state.Arena.PutTogether < MostBytes ? LongestText : ShortText);
        foreach (ref readonly var part in text.Parts.AsSpan())
        {
            ReadOnlySpan<byte> piece = part.Literal is { } literal ? literal : _reader.Read(part).Span;
            length = Append(piece[..Math.Min(piece.Length, most - length)], length);
        }

        state.Arena.PutTogether += length;
        var expanded = state.Arena.Copy(_text.AsSpan(0, length));
        if (_text.Length > Kept) _text = new byte[Kept];
        return expanded;
    }

    /// <summary>The expanded bytes, widened.</summary>
    public string ExpandText(MacroText text) => text.ConstantText ?? Encoding.Latin1.GetString(Expand(text).Span);

    private int Append(ReadOnlySpan<byte> piece, int at)
    {
        if (_text.Length - at < piece.Length) Array.Resize(ref _text, Math.Max(at + piece.Length, 2 * _text.Length));
        piece.CopyTo(_text.AsSpan(at));
        return at + piece.Length;
    }
}
