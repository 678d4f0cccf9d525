using Palisade.Detection.Text;

namespace Palisade.Detection.Serialization;

/// <summary>Text formats in which the sender names the class: YAML tags, JSON type fields, XML of object streams, node-serialize's functions.</summary>
internal static class TypedDocument
{
    private const int MaxClass = 160;

    // Where the classes live that are turned into attacks; no field of a form has them as its type.
    private static readonly string[] Packages =
    [
        "java.lang.", "java.net.", "java.beans.", "java.util.Properties", "java.rmi.", "javax.", "com.sun.", "sun.", "org.apache.", "org.springframework.", "org.codehaus.", "org.hibernate.", "com.mchange.", "ch.qos.logback.", "net.sf.ehcache.",
        "org.jboss.", "com.zaxxer.", "com.caucho.", "oracle.", "com.alibaba.", "br.com.anteros.", "com.ibatis.", "org.yaml.", "groovy.", "clojure.", "System.Windows.", "System.Diagnostics.", "System.Data.", "System.IO.", "System.Configuration.", "System.Security.", "System.Management.", "System.Activities.", "Microsoft.VisualStudio.", "Microsoft.PowerShell.",
        "System.Web.", "System.Workflow.", "System.Runtime.",
    ];

    // Letters all of them, up to the first dot.
    private static readonly int LongestFirstName = Packages.Max(p => p.IndexOf('.', StringComparison.Ordinal));

    // Those that begin with a letter: of most names there are none to compare with.
    private static readonly string[][] PackagesByLetter = [.. Enumerable.Range(0, 128).Select(letter => Packages.Where(p => p[0] == letter).ToArray())];

    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        if (value.IndexOf("_$$ND_FUNC$$_"u8) is var node and >= 0) return New(node, 13, Confidence.High, "holds a function that node-serialize runs when it reads it");
        if (value.Contains((byte)'!') && FindTag(value) is { } tag) return tag;
        if (value.Contains((byte)'"') && FindTypeField(value) is { } field) return field;
        if (value.Contains((byte)'<') && FindXml(value) is { } xml) return xml;
        return value.Length <= MaxClass && IsGadget(value) ? New(0, value.Length, Confidence.Medium, "is the name of a class that deserialisers are attacked with") : null;
    }

    // !!python/object/apply:os.system, !!javax.script.ScriptEngineManager, !ruby/object:Gem::Requirement
    private static Finding? FindTag(ReadOnlySpan<byte> value)
    {
        for (var at = 0; at < value.Length;)
        {
            var mark = value[at..].IndexOf((byte)'!');
            if (mark < 0) return null;
            at += mark;
            var name = value[at..Math.Min(value.Length, at + MaxClass)].TrimStart("!<"u8);
            if (name.StartsWith("python/"u8) || name.StartsWith("ruby/"u8) || name.StartsWith("php/object"u8) || name.StartsWith("tag:yaml.org,2002:python/"u8) || name.StartsWith("tag:yaml.org,2002:js/function"u8) || name.StartsWith("js/function"u8) || HasPackage(name)) return New(at, 2, Confidence.High, "holds a tag of YAML that creates an object of a class");
            at++;
        }

        return null;
    }

    private static Finding? FindTypeField(ReadOnlySpan<byte> value)
    {
        // Packages have dots, of which documents have fewer than quotes.
        for (var dot = 0; dot < value.Length; dot++)
        {
            var next = value[dot..].IndexOf((byte)'.');
            if (next < 0) return null;
            dot += next;
            var at = StartOfName(value, dot);
            if (at == 0 || value[at - 1] != '"') continue;
            var rest = value[at..Math.Min(value.Length, at + MaxClass)];
            if (HasPackage(rest) && (IsTypeKey(value[..(at - 1)]) || rest.IndexOf(", "u8) > 0 && rest.StartsWith("System."u8))) return New(at, Math.Min(8, rest.Length), Confidence.High, "names the class that a JSON reader is to create");
        }

        return null;
    }

    // Where the letters in front of a dot begin; none where they are more than a package begins with.
    private static int StartOfName(ReadOnlySpan<byte> value, int dot)
    {
        var at = dot;
        while (at > 0 && dot - at <= LongestFirstName && ByteClass.IsLetter(value[at - 1])) at--;
        return at;
    }

    // "@type":, "$type":, "@class":, "class":, or the first text of an array, as Jackson's default typing writes it.
    private static bool IsTypeKey(ReadOnlySpan<byte> before)
    {
        before = before[Math.Max(0, before.Length - 32)..].TrimEnd(" \t\r\n"u8);
        if (before.IsEmpty) return false;
        if (before[^1] == '[') return true;
        if (before[^1] != ':') return false;
        before = before[..^1].TrimEnd(" \t\"'\\"u8);
        return before.EndsWith("type"u8) || before.EndsWith("class"u8) || before.EndsWith("className"u8) || before.EndsWith("val"u8) || before.EndsWith("__type"u8) || before.EndsWith("@c"u8) || before.EndsWith("u0074ype"u8);
    }

    private static Finding? FindXml(ReadOnlySpan<byte> value)
    {
        if (value.IndexOf("java.beans.XMLDecoder"u8) is var decoder and >= 0) return New(decoder, 21, Confidence.High, "is a document that Java's XMLDecoder runs");
        if (value.IndexOf("<dynamic-proxy>"u8) is var proxy and >= 0) return New(proxy, 15, Confidence.High, "holds a proxy as XStream creates it");
        if (value.IndexOf("class=\"java.lang."u8) is var java and >= 0 && value[java..].IndexOf("ProcessBuilder"u8) is >= 0 and < 40) return New(java, 17, Confidence.High, "holds an object of Java that starts a process");
        for (var at = 0; at < value.Length;)
        {
            var open = value[at..].IndexOf((byte)'<');
            if (open < 0) return null;
            at += open + 1;
            var name = value[at..Math.Min(value.Length, at + MaxClass)];
            if (name.StartsWith("java.util."u8) || HasPackage(name) && (name.StartsWith("java"u8) || name.StartsWith("com.sun"u8) || name.StartsWith("org.apache"u8) || name.StartsWith("sun."u8))) return New(at, 5, Confidence.High, "holds an element that is named after a class of Java");
        }

        return null;
    }

    private static bool IsGadget(ReadOnlySpan<byte> value) =>
        value.IndexOf("JdbcRowSetImpl"u8) >= 0 || value.IndexOf("TemplatesImpl"u8) >= 0 || value.IndexOf("ObjectDataProvider"u8) >= 0 || value.IndexOf("ScriptEngineManager"u8) >= 0;

    private static bool HasPackage(ReadOnlySpan<byte> name)
    {
        if (name.Length < 6 || !ByteClass.IsLetter(name[0])) return false;
        foreach (var package in PackagesByLetter[name[0]])
        {
            if (StartsWith(name, package)) return true;
        }

        return false;
    }

    private static bool StartsWith(ReadOnlySpan<byte> name, string package)
    {
        if (name.Length <= package.Length || name[0] != package[0]) return false;
        for (var i = 0; i < package.Length; i++)
        {
            if (name[i] != package[i]) return false;
        }

        return true;
    }

    private static Finding New(int at, int length, Confidence confidence, string reason) => new(confidence, at, length, reason);
}
