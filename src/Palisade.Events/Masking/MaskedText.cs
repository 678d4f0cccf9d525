using System.Text;

namespace Palisade.Events.Masking;

/// <summary>A text without its secrets.</summary>
internal sealed class MaskedText
{
    private readonly List<string> _open = [];

    /// <summary>Takes the secrets out.</summary>
    public MaskedText(string text, SecretSpans secrets)
    {
        IsWhole = secrets.IsEmpty;
        var output = new StringBuilder(text.Length);
        var at = 0;
        foreach (var (start, end) in secrets.Merged())
        {
            Append(output, text[at..start]);
            output.Append(MaskingRules.Mask);
            at = end;
        }

        Append(output, text[at..]);
        Text = output.ToString();
    }

    /// <summary>The text with <c>***</c> for each secret.</summary>
    public string Text { get; }

    /// <summary>Whether there was no secret in it.</summary>
    public bool IsWhole { get; }

    /// <summary>Whether a piece of the text, perhaps decoded and in other case, comes from between the secrets.</summary>
    public bool Shows(string piece) => _open.Exists(part => Contains(part, piece) || Contains(Decoding.Url(part), piece) || Contains(Decoding.Json(part), piece) || Contains(Decoding.Xml(part), piece));

    private static bool Contains(string part, string piece) => part.Contains(piece, StringComparison.OrdinalIgnoreCase);

    private void Append(StringBuilder output, string part)
    {
        output.Append(part);
        if (part.Length > 0) _open.Add(part);
    }
}
