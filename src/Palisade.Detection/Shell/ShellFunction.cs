using Palisade.Detection.Text;

namespace Palisade.Detection.Shell;

/// <summary>Shellshock: a value that starts as the definition of a function without a name is run by bash when it becomes a variable (CVE-2014-6271, CVE-2014-7169, CVE-2014-6278).</summary>
internal static class ShellFunction
{
    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        var start = ByteClass.SkipBlanks(value, 0);
        if (start < value.Length && value[start] is (byte)'\'' or (byte)'"') start++;
        if (start + 4 > value.Length || value[start] != '(') return null;
        var at = ByteClass.SkipBlanks(value, start + 1);
        if (at >= value.Length || value[at] != ')') return null;
        at = ByteClass.SkipBlanks(value, at + 1);
        if (at >= value.Length || value[at] != '{') return null;
        var body = value[(at + 1)..];
        var isScript = body.IndexOf("=>"u8) >= 0 || body.IndexOf("return"u8) >= 0 || body.IndexOf("this."u8) >= 0;
        if (isScript || !body.ContainsAny(";<>"u8)) return null;
        var behind = body.IndexOf((byte)'}');
        var runs = behind >= 0 && body[(behind + 1)..].Trim(" ;\t\r\n'\""u8).Length > 0;
        return runs || body.StartsWith(":;"u8) || body.StartsWith(" :;"u8) || body.IndexOf("<<"u8) >= 0 || body.IndexOf(">_["u8) >= 0
            ? new Finding(Confidence.High, start, value.Length - start, "starts as a function that bash would define and run from its environment")
            : null;
    }
}
