using System.Text;

namespace Palisade.Ftw.Templates;

/// <summary>
/// Renders Go's <c>text/template</c> language with the functions of sprig that tests use, over no data, as go-ftw does
/// with the <c>data</c> of a stage. What is not known is named as a problem, never left out.
/// </summary>
/// <remarks>Written after the documentation of Go's package text/template and of sprig.</remarks>
public static class GoTemplate
{
    /// <summary>Longest result and longest text on the way to it, in bytes: 16 MiB.</summary>
    internal const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Renders a template.</summary>
    /// <param name="template">The text; it is sent as UTF-8.</param>
    /// <returns>The bytes, or the reason why there are none.</returns>
    public static (byte[]? Bytes, string? Problem) Render(string template)
    {
        var source = Encoding.UTF8.GetBytes(template);
        if (!template.Contains("{{", StringComparison.Ordinal)) return (source, null);

        try
        {
            // Inside, a byte is a character: "\x80" is one byte in Go, and pieces may split a character.
            var tokens = TemplateLexer.Read(Encoding.Latin1.GetString(source));
            var program = TemplateParser.Parse(tokens);
            return (Encoding.Latin1.GetBytes(new TemplateRun(program).Render()), null);
        }
        catch (TemplateFaultException e)
        {
            return (null, e.Message);
        }
    }
}
