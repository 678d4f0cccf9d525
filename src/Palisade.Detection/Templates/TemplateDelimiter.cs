namespace Palisade.Detection.Templates;

/// <summary>How an expression of a template starts and ends.</summary>
internal readonly record struct TemplateDelimiter(byte First, byte Second, byte Close, string Name)
{
    private static readonly TemplateDelimiter[] All =
    [
        new((byte)'{', (byte)'{', (byte)'}', "a template of double braces"),
        new((byte)'{', (byte)'%', (byte)'%', "a statement of a template"),
        new((byte)'$', (byte)'{', (byte)'}', "an expression of the form ${...}"),
        new((byte)'#', (byte)'{', (byte)'}', "an expression of the form #{...}"),
        new((byte)'%', (byte)'{', (byte)'}', "an expression of the form %{...}"),
        new((byte)'*', (byte)'{', (byte)'}', "an expression of the form *{...}"),
        new((byte)'@', (byte)'{', (byte)'}', "a block of a template with @{...}"),
        new((byte)'~', (byte)'{', (byte)'}', "a fragment of a template"),
        new((byte)'@', (byte)'(', (byte)')', "an expression of a template with @(...)"),
        new((byte)'<', (byte)'%', (byte)'%', "a tag of a template with <% ... %>"),
        new((byte)'<', (byte)'#', (byte)'>', "a directive of a template"),
        new((byte)'[', (byte)'[', (byte)']', "an inlined expression of a template"),
        new((byte)'[', (byte)'#', (byte)']', "a directive of a template in brackets"),
        new((byte)'[', (byte)'=', (byte)']', "an expression of the form [=...]"),
        new((byte)'{', (byte)'#', (byte)'}', "a directive of a template in braces"),
    ];

    public static TemplateDelimiter? At(byte first, byte second)
    {
        foreach (var delimiter in All)
        {
            if (delimiter.First == first && delimiter.Second == second) return delimiter;
        }

        return null;
    }
}
