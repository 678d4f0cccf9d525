using Palisade.Detection.Text;

namespace Palisade.Detection.Templates;

/// <summary>Recognises a calculation of constants: <c>7*7</c>, <c>7*'7'</c>, <c>(1337+1)</c>. Nobody writes one into a page; a scanner looks for its result.</summary>
internal static class TemplateProbe
{
    private const int Longest = 64;

    public static bool Is(ReadOnlySpan<byte> expression)
    {
        expression = expression.Trim(" \t\r\n=-@\\"u8);
        if (expression.Length is < 3 or > Longest) return false;
        var (numbers, strong, weak) = (0, 0, 0);
        for (var i = 0; i < expression.Length; i++)
        {
            var b = expression[i];
            if (ByteClass.IsDigit(b))
            {
                numbers++;
                while (i + 1 < expression.Length && ByteClass.IsDigit(expression[i + 1])) i++;
            }
            else if (b is (byte)'*' or (byte)'+' or (byte)'%' or (byte)'^')
            {
                strong++;
            }
            else if (b is (byte)'-' or (byte)'/')
            {
                weak++;
            }
            else if (b is not ((byte)'\'' or (byte)'"' or (byte)'(' or (byte)')' or (byte)' ' or (byte)'.'))
            {
                return false;
            }
        }

        // Dates and versions are numbers with dashes, slashes and dots too.
        return numbers > 1 && (strong > 0 || (weak == 1 && numbers == 2));
    }
}
