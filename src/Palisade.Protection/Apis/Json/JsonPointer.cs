using System.Globalization;
using System.Text;

namespace Palisade.Protection.Apis.Json;

/// <summary>Where an entry stands, as a JSON pointer (RFC 6901). Worked out when there is something to report, and cut where it gets long.</summary>
internal static class JsonPointer
{
    private const int LongestName = 64;
    private const int Longest = 240;

    /// <summary>The pointer from <paramref name="root"/> to <paramref name="target"/>; empty for the root itself.</summary>
    public static string Of(JsonTape tape, int root, int target)
    {
        var text = new StringBuilder();
        var at = root;
        while (at != target && tape[at].Kind is JsonKind.Object or JsonKind.Array)
        {
            var next = Step(tape, at, target, text);
            if (next < 0) break;
            at = next;
            if (text.Length > Longest) return text.Append("/…").ToString();
        }

        return text.ToString();
    }

    private static int Step(JsonTape tape, int container, int target, StringBuilder text)
    {
        var (isObject, end, index) = (tape[container].Kind is JsonKind.Object, tape[container].End, 0);
        for (var at = container + 1; at < end; index++)
        {
            var value = isObject ? at + 1 : at;
            if (target < tape[value].End)
            {
                text.Append('/').Append(isObject ? Name(tape.Bytes(at)) : index.ToString(CultureInfo.InvariantCulture));
                // A target that is the name itself is told by its member.
                return target == at ? target : value;
            }

            at = tape[value].End;
        }

        return -1;
    }

    /// <summary>A name as a reader can take it: escaped, cut, without control characters.</summary>
    public static string Name(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder();
        foreach (var rune in Encoding.UTF8.GetString(name).EnumerateRunes())
        {
            if (text.Length >= LongestName) return text.Append('…').ToString();
            if (rune.Value == '~') text.Append("~0");
            else if (rune.Value == '/') text.Append("~1");
            else text.Append(Rune.IsControl(rune) ? "?" : rune.ToString());
        }

        return text.ToString();
    }
}
