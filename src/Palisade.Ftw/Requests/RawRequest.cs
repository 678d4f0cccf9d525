using System.Text;

namespace Palisade.Ftw.Requests;

/// <summary>A request as it goes on the wire.</summary>
/// <param name="Bytes">Everything that is sent, to the last byte.</param>
public sealed record RawRequest(byte[] Bytes)
{
    private const int ShownLength = 200;

    /// <summary>The first word: it decides whether the answer has a body.</summary>
    public string Method => Line.TrimStart().Split(' ', 2)[0];

    /// <summary>The request line for people: control characters escaped, cut after 200 characters.</summary>
    public string ShownLine
    {
        get
        {
            var shown = new StringBuilder();
            foreach (var c in Line)
            {
                if (shown.Length >= ShownLength) return shown.Append("...").ToString();
                if (c is >= ' ' and < (char)0x7F) shown.Append(c);
                else shown.Append($"\\x{(int)c:x2}");
            }

            return shown.ToString();
        }
    }

    // Widened: a byte is a character.
    private string Line
    {
        get
        {
            var end = Bytes.AsSpan().IndexOf((byte)'\n');
            return Encoding.Latin1.GetString(Bytes, 0, end < 0 ? Bytes.Length : end).TrimEnd('\r');
        }
    }
}
