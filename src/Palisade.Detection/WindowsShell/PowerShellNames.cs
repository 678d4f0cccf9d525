using Palisade.Detection.Text;

namespace Palisade.Detection.WindowsShell;

/// <summary>Finds PowerShell by the names of its commands and classes, back quotes inside them left out, when they are used as code.</summary>
internal static class PowerShellNames
{
    private const int MaxName = 48;

    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        if (!value.ContainsAny((byte)'-', (byte)'.', (byte)'(')) return null;
        Span<byte> name = stackalloc byte[MaxName];
        var (hits, first, at) = (0, -1, 0);
        var isCalled = false;
        while (at < value.Length)
        {
            if (!ByteClass.IsLetter(value[at]))
            {
                at++;
                continue;
            }

            var start = at;
            var used = ReadName(value, ref at, name);
            if (used < 8 || !WindowsVocabulary.IsCmdlet(name[..used])) continue;
            hits++;
            if (first < 0) first = start;
            isCalled |= at < value.Length && value[at] is (byte)'(' or (byte)'.';
            isCalled |= at + 2 < value.Length && value[at] == ' ' && value[at + 1] is (byte)'-' or (byte)'\'' or (byte)'"' or (byte)'$' or (byte)'(' or (byte)'[';
            if (hits > 1 && isCalled) break;
        }

        if (hits == 0 || !(isCalled || hits > 1) || Prose.Is(value)) return null;
        return new Finding(hits > 1 || isCalled ? Confidence.High : Confidence.Medium, first, Math.Min(8, value.Length - first), "calls commands or classes of PowerShell");
    }

    // Letters, dashes and dots between them.
    private static int ReadName(ReadOnlySpan<byte> value, ref int at, Span<byte> name)
    {
        var used = 0;
        for (; at < value.Length; at++)
        {
            var b = value[at];
            if (b == '`') continue;
            var isInner = b is (byte)'-' or (byte)'.' && at + 1 < value.Length && ByteClass.IsLetter(value[at + 1]);
            if (!ByteClass.ContinuesName(b) && !isInner) break;
            if (b == '.' && WindowsVocabulary.IsCmdlet(name[..used])) break;
            if (used < name.Length) name[used++] = b;
        }

        return used;
    }
}
