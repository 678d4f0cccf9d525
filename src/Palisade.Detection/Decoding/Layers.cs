namespace Palisade.Detection.Decoding;

/// <summary>The codings that one round of <see cref="Unwrap"/> took off a value.</summary>
[Flags]
public enum Layers
{
    /// <summary>Nothing was taken off: the value stands for itself.</summary>
    None = 0,

    /// <summary>Percent escapes of URLs: <c>%41</c>.</summary>
    Percent = 1,

    /// <summary>Percent escapes with four digits, which IIS and old script read: <c>%u0041</c>.</summary>
    PercentU = 2,

    /// <summary>Character references of HTML and XML: <c>&amp;lt;</c>, <c>&amp;#60;</c>, <c>&amp;#x3c</c>.</summary>
    Html = 4,

    /// <summary>Escapes of JavaScript, C and their like: <c>\x41</c>, <c>\u0041</c>, <c>\u{41}</c>, <c>\101</c>.</summary>
    Script = 8,

    /// <summary>ASCII written with more bytes of UTF-8 than it needs: <c>C0 AE</c> for a dot.</summary>
    Overlong = 16,

    /// <summary>Characters that databases, file systems and host names take for ASCII: full-width forms and look-alikes.</summary>
    FullWidth = 32,

    /// <summary>RFC 4648 text of either alphabet, whole or behind <c>base64,</c>.</summary>
    Base64 = 64,

    /// <summary>Pairs of hexadecimal digits, whole: <c>0x3c73...</c>.</summary>
    Hex = 128,

    /// <summary>Percent signs before most characters that escape nothing: classic ASP drops them.</summary>
    StrayPercent = 256,
}
