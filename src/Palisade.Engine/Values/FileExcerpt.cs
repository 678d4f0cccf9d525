using System.Numerics;
using System.Runtime.Intrinsics;
using Palisade.Engine.Bodies;

namespace Palisade.Engine.Values;

/// <summary>
/// What of an uploaded file is worth reading: where programs look to tell what it is, where something is put behind it, and between them every place where a program or markup that runs can
/// begin. A short file is one value, of a longer one each of these is.
/// </summary>
internal static class FileExcerpt
{
    /// <summary>The bytes of the beginning: as many as the longest piece of a JPEG, in which what is no picture is hidden.</summary>
    public const int Beginning = 64 * 1024;

    /// <summary>The bytes of the end.</summary>
    public const int End = 16 * 1024;

    /// <summary>The bytes that are read from an opening on.</summary>
    public const int Opening = 4 * 1024;

    /// <summary>After so many openings the file is a text, and all of the rest is read. A photograph of 10 MiB has some 20 by chance.</summary>
    public const int MostOpenings = 32;

    private const int ShortestOpening = 3;

    /// <summary>Adds it to the source being read.</summary>
    public static void Add(UploadedFile file, ValueTable into)
    {
        if (file.Content.Length <= Beginning + End)
        {
            into.Add(file.Field, file.Content);
            return;
        }

        into.Add(file.Field, file.Content[..Beginning]);
        AddOpenings(file, into);
        into.Add(file.Field, file.Content[^End..]);
    }

    // What opens at the very end of the beginning goes on behind it, and what opens before the end goes on into that.
    private static void AddOpenings(UploadedFile file, ValueTable into)
    {
        var (content, found) = (file.Content, 0);
        for (var at = NextOpening(content.Span, Beginning - Opening); at < content.Length - End; found++)
        {
            var length = found == MostOpenings ? content.Length - at : Math.Min(Opening, content.Length - at);
            into.Add(file.Field, content.Slice(at, length));
            at = NextOpening(content.Span, at + length);
        }
    }

    private static int NextOpening(ReadOnlySpan<byte> content, int at)
    {
        // One byte in 256 of a picture is a bracket: a search that begins anew behind each would mostly begin.
        var brackets = Vector256.Create((byte)'<');
        for (; at + Vector256<byte>.Count <= content.Length; at += Vector256<byte>.Count)
        {
            var found = Vector256.Equals(Vector256.LoadUnsafe(in content[at]), brackets).ExtractMostSignificantBits();
            for (; found != 0; found &= found - 1)
            {
                var bracket = at + BitOperations.TrailingZeroCount(found);
                if (IsOpening(content[bracket..])) return bracket;
            }
        }

        return content.Length;
    }

    // As <?php, <?=, <%@, <%=, <script, <svg, <!--#, <!ENTITY, <!DOCTYPE: three bytes that stand together by chance once or twice in a mebibyte.
    private static bool IsOpening(ReadOnlySpan<byte> text) => text.Length >= ShortestOpening && text[1] switch
    {
        (byte)'?' => text[2] is (byte)'=' or (byte)'p' or (byte)'P' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n',
        (byte)'%' => text[2] is (byte)'=' or (byte)'@' or (byte)'!' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n',
        (byte)'!' => text[2] is (byte)'-' or (byte)'E' or (byte)'e' or (byte)'D' or (byte)'d',
        (byte)'s' or (byte)'S' => text[2] is (byte)'c' or (byte)'C' or (byte)'v' or (byte)'V',
        _ => false,
    };
}
