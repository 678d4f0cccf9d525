using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>
/// <c>t:phpArgsNames</c>: an argument's name as PHP registers it (<c>php_register_variable_ex</c>): leading blanks go, blanks and dots become <c>_</c>,
/// an open bracket without its partner becomes <c>_</c> once, and what follows the last index is dropped. A name that starts with <c>[</c> or <c>=</c> is none.
/// </summary>
internal sealed class PhpArgsNames() : RewritingTransformation("phpArgsNames", ByteSet.Of("[= ."u8))
{
    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        if (value[0] is (byte)'[' or (byte)'=') return 0;
        var i = 0;
        while (i < value.Length && value[i] == ' ') i++;
        var written = 0;
        var unpaired = false;
        for (; i < value.Length; i++)
        {
            var b = value[i];
            if (b == '[' && !unpaired)
            {
                if (value[i..].Contains((byte)']')) return written + CopyIndexes(value[i..], target[written..]);
                unpaired = true;
                b = (byte)'_';
            }
            else if (!unpaired && b is (byte)' ' or (byte)'.')
            {
                b = (byte)'_';
            }

            target[written++] = b;
        }

        return written;
    }

    /// <summary>Copies <c>[a][b]...</c> up to the first index that is not directly followed by another.</summary>
    private static int CopyIndexes(ReadOnlySpan<byte> text, Span<byte> target)
    {
        var written = 0;
        while (true)
        {
            var length = text.IndexOf((byte)']') + 1;
            if (length == 0) return written;
            var index = length == 3 && text[1] == ' ' ? "[]"u8 : text[..length];
            index.CopyTo(target[written..]);
            written += index.Length;
            text = text[length..];
            if (text.IsEmpty || text[0] != '[') return written;
        }
    }
}
