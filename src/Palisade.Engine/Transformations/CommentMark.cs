namespace Palisade.Engine.Transformations;

/// <summary>The marks of comments that the comment transformations look for.</summary>
internal static class CommentMark
{
    /// <summary>Opens a comment of C and SQL.</summary>
    public static ReadOnlySpan<byte> Open => "/*"u8;

    /// <summary>Closes a comment of C and SQL.</summary>
    public static ReadOnlySpan<byte> Close => "*/"u8;

    /// <summary>Opens a comment of HTML.</summary>
    public static ReadOnlySpan<byte> HtmlOpen => "<!--"u8;

    /// <summary>Closes a comment of HTML.</summary>
    public static ReadOnlySpan<byte> HtmlClose => "-->"u8;

    /// <summary>Starts a comment of SQL that runs to the end.</summary>
    public static ReadOnlySpan<byte> Dashes => "--"u8;

    /// <summary>Starts a comment of MySQL and of shells that runs to the end.</summary>
    public const byte Hash = (byte)'#';
}
