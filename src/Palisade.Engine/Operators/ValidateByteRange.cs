using System.Buffers;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Operators;

/// <summary><c>@validateByteRange 32-126,9,10,13</c>: true when the value holds a byte outside the listed ones.</summary>
/// <remarks>
/// A list of byte values and ranges of them, decimal, separated by commas. An item that is no number reads as 0 and
/// a range that is none is left out, both with a warning: ModSecurity loads such rules. An empty value is valid.
/// </remarks>
internal sealed class ValidateByteRange : Operator
{
    private readonly ByteSet _allowedSet;
    private readonly SearchValues<byte> _allowed;

    private ValidateByteRange(ByteSet allowed) => (_allowedSet, _allowed) = (allowed, SearchValues.Create([.. allowed.Bytes]));

    /// <inheritdoc/>
    public override string Name => "validateByteRange";

    /// <summary>Reads the list.</summary>
    public static ValidateByteRange Create(OperatorArgument argument)
    {
        var allowed = new bool[256];
        var offset = 0;
        foreach (var item in argument.Text.Split(','))
        {
            Add(item, offset, allowed, argument);
            offset += item.Length + 1;
        }

        return new ValidateByteRange(ByteSet.Of([.. Enumerable.Range(0, 256).Where(b => allowed[b]).Select(b => (byte)b)]));
    }

    /// <inheritdoc/>
    public override MatchCondition Condition => MatchCondition.ContainsByte(~_allowedSet);

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run) => value.ContainsAnyExcept(_allowed);

    private static void Add(string item, int offset, bool[] allowed, OperatorArgument argument)
    {
        var dash = item.IndexOf('-');
        var first = Number(dash < 0 ? item : item[..dash], item, offset, argument);
        var last = dash < 0 ? first : Number(item[(dash + 1)..], item, offset, argument);
        if (first is < 0 or > 255 || last is < 0 or > 255 || first > last)
        {
            argument.Warn(OperatorFaults.Ignored, $"'{item}' is not a range of bytes and is ignored", "write ranges as 32-126, each end 0 to 255", offset);
            return;
        }

        Array.Fill(allowed, value: true, (int)first, (int)(last - first) + 1);
    }

    private static long Number(string text, string item, int offset, OperatorArgument argument)
    {
        var trimmed = text.Trim(' ');
        if (trimmed.Length is 0 || trimmed.Any(c => !char.IsAsciiDigit(c)))
        {
            argument.Warn(OperatorFaults.Ignored, $"'{item}' is not a byte value and reads as 0 or its leading digits", "write byte values as decimal numbers, 0 to 255", offset);
        }

        return DecimalNumber.Parse(System.Text.Encoding.Latin1.GetBytes(trimmed));
    }
}
