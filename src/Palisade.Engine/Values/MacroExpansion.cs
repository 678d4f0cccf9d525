using System.Buffers;
using System.Text;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>Replaces the macros of a text by the values of a transaction.</summary>
internal static class MacroExpansion
{
    /// <summary>The expanded bytes.</summary>
    public static ReadOnlyMemory<byte> Expand(MacroText text, VariableReader reader)
    {
        if (text.Constant is { } constant) return constant;
        var output = new ArrayBufferWriter<byte>();
        foreach (var part in text.Parts)
        {
            if (part.Literal is { } literal) output.Write(literal);
            else output.Write(reader.First(part.Variable, part.Key).Span);
        }

        return output.WrittenMemory;
    }

    /// <summary>The expanded bytes, widened.</summary>
    public static string ExpandText(MacroText text, VariableReader reader) => Encoding.Latin1.GetString(Expand(text, reader).Span);
}
