using System.Buffers;

namespace Palisade.Engine.Bodies;

/// <summary>What a body looks like to an application that does not go by its type.</summary>
public enum BodyShape
{
    /// <summary>Words, markup, code: anything made of characters.</summary>
    Text,

    /// <summary>Begins as a JSON object or array.</summary>
    Json,

    /// <summary>Begins as XML or HTML.</summary>
    Xml,

    /// <summary>Names and values as a form sends them, encoded.</summary>
    Form,

    /// <summary>Pictures, archives, messages of protocols: nothing that a person would read.</summary>
    Binary,
}

/// <summary>Tells the shape of a body by its first bytes.</summary>
public static class BodyShapes
{
    private static readonly SearchValues<byte> NoForm = SearchValues.Create(" \t\"'<>(){};|`\\"u8);
    private static readonly SearchValues<byte> NoName = SearchValues.Create("\r\n/:?#"u8);

    /// <summary>How much of a body is looked at.</summary>
    public const int Looked = 4096;

    // Of compressed or random bytes every ninth is a control character, of text hardly any.
    private const int OneControlIn = 16;

    /// <summary>The shape; text for a body without any byte.</summary>
    public static BodyShape Of(ReadOnlySpan<byte> body)
    {
        var text = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
        text = text.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty) return BodyShape.Text;
        text = text[..Math.Min(Looked, text.Length)];
        if (IsBinary(text)) return BodyShape.Binary;
        return text[0] switch
        {
            (byte)'{' or (byte)'[' => BodyShape.Json,
            (byte)'<' => BodyShape.Xml,
            _ => IsForm(text) ? BodyShape.Form : BodyShape.Text,
        };
    }

    private static bool IsBinary(ReadOnlySpan<byte> text)
    {
        var controls = 0;
        foreach (var b in text)
        {
            if (b is < 0x20 and not ((byte)'\t' or (byte)'\r' or (byte)'\n')) controls++;
        }

        return controls * OneControlIn > text.Length;
    }

    // Who encodes a form leaves none of these; line ends stand between the forms of a batch.
    private static bool IsForm(ReadOnlySpan<byte> text)
    {
        var equals = text.IndexOf((byte)'=');
        return equals > 0 && text[0] is not (byte)'&' && !text.ContainsAny(NoForm) && !text[..equals].ContainsAny(NoName);
    }
}
