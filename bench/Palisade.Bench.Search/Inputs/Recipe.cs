using System.Globalization;
using System.Text;

namespace Palisade.Bench.Search.Inputs;

/// <summary>Where in a request the values stand.</summary>
internal enum Shape
{
    /// <summary>Arguments of the query.</summary>
    Query,

    /// <summary>Header lines of their own.</summary>
    Headers,

    /// <summary>One Cookie header.</summary>
    Cookies,

    /// <summary>A form.</summary>
    Form,

    /// <summary>A JSON object of strings.</summary>
    Json,

    /// <summary>JSON arrays inside each other, a value in the innermost.</summary>
    DeepJson,

    /// <summary>An XML document, each value once as text and once as an attribute.</summary>
    Xml,

    /// <summary>Fields of a multipart body.</summary>
    Multipart,

    /// <summary>Files of a multipart body.</summary>
    Files,
}

/// <summary>How a request is made: few numbers and short texts, so that a search can vary them.</summary>
/// <param name="Count">How many values.</param>
/// <param name="Length">Bytes of each value.</param>
/// <param name="Start">What each value starts with.</param>
/// <param name="Unit">What is repeated up to the value's end.</param>
/// <param name="End">What each value ends with.</param>
internal sealed record Recipe(Shape Shape, int Count, int Length, byte[] Start, byte[] Unit, byte[] End)
{
    // Of each text, in what people read; the file that is written has all of it.
    private const int MostShown = 80;
    private const int Ten = 10;

    /// <summary>The bytes of a value. Its number, but for the first, stands before its end, as far as there is room: what is found of one must not be known of all others.</summary>
    public byte[] Value(int number)
    {
        var value = new byte[Math.Max(1, Length)];
        for (var i = 0; i < value.Length; i++) value[i] = i < Start.Length || Unit.Length == 0 ? At(Start, i) : Unit[(i - Start.Length) % Unit.Length];
        var end = End.Length < value.Length ? value.Length - End.Length : value.Length;
        End.AsSpan(0, value.Length - end).CopyTo(value.AsSpan(end));
        // At most half of what stands there: of values of a byte or two the bytes count, not that they differ.
        for (var at = end - 1; number > 0 && at >= (end + 1) / 2; number /= Ten) value[at--] = (byte)('0' + (number % Ten));
        return value;
    }

    /// <summary>The same size and shape with other bytes.</summary>
    public Recipe With(byte[] start, byte[] unit, byte[] end) => this with { Start = start, Unit = unit, End = end };

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Count} x {Length} bytes as {Shape}: start {Show(Start)}, then {Show(Unit)} again and again, end {Show(End)}");

    private static byte At(byte[] text, int at) => at < text.Length ? text[at] : (byte)'a';

    private static string Show(byte[] bytes)
    {
        var text = new StringBuilder("'");
        foreach (var b in bytes.AsSpan(..Math.Min(bytes.Length, MostShown))) text.Append(b is >= 0x20 and < 0x7F ? ((char)b).ToString() : string.Create(CultureInfo.InvariantCulture, $"\\x{b:x2}"));
        return text.Append('\'').Append(bytes.Length > MostShown ? string.Create(CultureInfo.InvariantCulture, $" and {bytes.Length - MostShown} bytes more") : "").ToString();
    }
}
