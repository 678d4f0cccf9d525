using System.Text;
using Palisade.Protection.Apis.Json;

namespace Palisade.Protection.Apis.Schemas;

/// <summary>A word about numbers. Texts without a type count where the schema may mean a number by them.</summary>
internal abstract class NumberWord(JsonTypes types) : Keyword
{
    /// <inheritdoc/>
    public sealed override bool Holds(SchemaRun run, int at, Evaluated? seen)
    {
        var kind = run.Tape[at].Kind;
        if (kind is not JsonKind.Number && !(kind is JsonKind.Lexical && MayBeNumber(run.Tape.Bytes(at)))) return true;
        run.Spend(run.Tape[at].Length);
        return Fits(JsonNumber.Of(run.Tape.Bytes(at))) || run.Fault(at, Expected);
    }

    /// <summary>In words.</summary>
    protected abstract string Expected { get; }

    /// <summary>Whether a number fulfils it.</summary>
    protected abstract bool Fits(JsonNumber number);

    private bool MayBeNumber(ReadOnlySpan<byte> text) =>
        (types is JsonTypes.Any || (types & (JsonTypes.Number | JsonTypes.Integer)) is not JsonTypes.Any) && JsonNumber.IsNumber(text);
}

/// <summary><c>minimum</c>, <c>maximum</c> and the exclusive ones.</summary>
/// <param name="limit">The number as written.</param>
/// <param name="isLower">Whether numbers have to be above it.</param>
/// <param name="isExclusive">Whether the limit itself is outside.</param>
internal sealed class BoundWord(JsonTypes types, string limit, bool isLower, bool isExclusive) : NumberWord(types)
{
    private readonly byte[] _limit = Encoding.ASCII.GetBytes(limit);

    /// <inheritdoc/>
    protected override string Expected { get; } = (isLower, isExclusive) switch
    {
        (true, true) => $"a number above {limit}",
        (true, false) => $"{limit} or more",
        (false, true) => $"a number below {limit}",
        _ => $"{limit} or less",
    };

    /// <inheritdoc/>
    protected override bool Fits(JsonNumber number)
    {
        var order = number.Against(JsonNumber.Of(_limit));
        if (order == 0) return !isExclusive;
        return isLower ? order > 0 : order < 0;
    }
}

/// <summary><c>multipleOf</c>.</summary>
internal sealed class MultipleWord(JsonTypes types, string text, ulong factor, long exponent) : NumberWord(types)
{
    /// <inheritdoc/>
    protected override string Expected { get; } = $"a multiple of {text}";

    /// <inheritdoc/>
    protected override bool Fits(JsonNumber number) => number.IsMultipleOf(factor, exponent);
}

/// <summary>The formats <c>int32</c> and <c>int64</c> (OpenAPI 3.0, data types): whole numbers of so many bits.</summary>
internal sealed class WidthWord(JsonTypes types, string format, string low, string high) : NumberWord(types)
{
    private readonly byte[] _low = Encoding.ASCII.GetBytes(low);
    private readonly byte[] _high = Encoding.ASCII.GetBytes(high);

    /// <inheritdoc/>
    protected override string Expected { get; } = $"a whole number of format {format}";

    /// <inheritdoc/>
    protected override bool Fits(JsonNumber number) =>
        number.IsInteger && number.Against(JsonNumber.Of(_low)) >= 0 && number.Against(JsonNumber.Of(_high)) <= 0;
}
