namespace Palisade.SecLang.Lexing;

/// <summary>How an argument was written.</summary>
internal enum Quoting
{
    /// <summary>Up to the next blank.</summary>
    Bare,

    /// <summary>In double quotes.</summary>
    Double,

    /// <summary>In single quotes.</summary>
    Single,

    /// <summary>In backquotes.</summary>
    Back,
}

/// <summary>Text out of a file without its quotes, escapes and continuations, which still knows where each byte stood.</summary>
/// <param name="value">The text.</param>
/// <param name="source">The file.</param>
/// <param name="jumps">Where the text and the file part: an index of the text and the offset of that byte in the file, ascending. The first one is of index 0.</param>
internal sealed class CookedText(string value, SourceText source, Quoting quoting, IReadOnlyList<(int Index, int Offset)> jumps)
{
    public string Value => value;

    public int Length => value.Length;

    public Quoting Quoting => quoting;

    public char this[int index] => value[index];

    /// <summary>The place of an index; the length of the text is the place behind it.</summary>
    public Place At(int index)
    {
        var (low, high) = (0, jumps.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (jumps[middle].Index <= index) low = middle;
            else high = middle - 1;
        }

        return source.At(jumps[low].Offset + index - jumps[low].Index);
    }
}
