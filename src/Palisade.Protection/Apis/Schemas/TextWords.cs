using Palisade.Protection.Apis.Json;
using Palisade.Protection.Apis.Patterns;

namespace Palisade.Protection.Apis.Schemas;

/// <summary>A word about strings. Texts without a type count where the schema may mean a string by them.</summary>
internal abstract class TextWord(JsonTypes types) : Keyword
{
    /// <inheritdoc/>
    public sealed override bool Holds(SchemaRun run, int at, Evaluated? seen)
    {
        var kind = run.Tape[at].Kind;
        if (kind is not JsonKind.String && !(kind is JsonKind.Lexical && MayBeText(run.Tape.Bytes(at)))) return true;
        run.Spend(run.Tape[at].Length);
        return Fits(run, run.Tape.Bytes(at)) || run.Fault(at, Expected);
    }

    /// <summary>In words.</summary>
    protected abstract string Expected { get; }

    /// <summary>Whether a text fulfils it.</summary>
    protected abstract bool Fits(SchemaRun run, ReadOnlySpan<byte> text);

    private bool MayBeText(ReadOnlySpan<byte> text) =>
        types is JsonTypes.Any
        || (types.HasFlag(JsonTypes.String) && !((types & (JsonTypes.Number | JsonTypes.Integer)) is not JsonTypes.Any && JsonNumber.IsNumber(text)));
}

/// <summary><c>minLength</c> and <c>maxLength</c>, in code points.</summary>
internal sealed class LengthWord(JsonTypes types, int limit, bool isLeast) : TextWord(types)
{
    /// <inheritdoc/>
    protected override string Expected { get; } = $"at {(isLeast ? "least" : "most")} {limit} characters";

    /// <inheritdoc/>
    protected override bool Fits(SchemaRun run, ReadOnlySpan<byte> text)
    {
        // Bytes are at most four times the code points.
        if (isLeast && text.Length < limit) return false;
        if (!isLeast && text.Length <= limit) return true;
        var points = 0;
        foreach (var b in text)
        {
            if ((b & 0xC0) != 0x80) points++;
        }

        return isLeast ? points >= limit : points <= limit;
    }
}

/// <summary><c>pattern</c>.</summary>
internal sealed class PatternWord(JsonTypes types, EcmaPattern pattern, string text) : TextWord(types)
{
    /// <inheritdoc/>
    protected override string Expected { get; } = $"a text that matches {(text.Length > 80 ? text[..80] + "…" : text)}";

    /// <inheritdoc/>
    protected override bool Fits(SchemaRun run, ReadOnlySpan<byte> text)
    {
        var matches = pattern.Matches(text, out var gaveUp);
        return gaveUp ? run.GiveUp() : matches;
    }
}

/// <summary><c>format</c>, for strings.</summary>
internal sealed class FormatWord(JsonTypes types, string name, TextFormat format) : TextWord(types)
{
    /// <inheritdoc/>
    protected override string Expected { get; } = $"a text of format {name}";

    /// <inheritdoc/>
    protected override bool Fits(SchemaRun run, ReadOnlySpan<byte> text) => format(text);
}
