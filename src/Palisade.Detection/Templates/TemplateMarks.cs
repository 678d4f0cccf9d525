using Palisade.Detection.Text;

namespace Palisade.Detection.Templates;

/// <summary>What acts without delimiters of its own or in special ones: OGNL in a parameter, Velocity's directives, includes of servers and caches, the strings that scanners try all engines with.</summary>
internal static class TemplateMarks
{
    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        if (value.Contains((byte)'#') && FindHash(value) is { } hash) return hash;
        if (value.Contains((byte)'<') && FindInclude(value) is { } include) return include;
        if (value.Contains((byte)'{') && FindBrace(value) is { } brace) return brace;
        if (At(value, "T(java."u8) is var type and >= 0) return New(type, 7, Confidence.High, "names a class of the platform as Spring's expressions do");
        return FindPolyglot(value);
    }

    // Smarty's single braces, blocks of PHP, Handlebars' way to a method of a text, an assignment of OGNL.
    private static Finding? FindBrace(ReadOnlySpan<byte> value)
    {
        if (At(value, "{Smarty_Internal"u8) is var smarty and >= 0) return New(smarty, 16, Confidence.High, "calls a class of Smarty");
        if (At(value, "{$smarty."u8) is var variable and >= 0) return New(variable, 9, Confidence.High, "reads a variable of Smarty's own");
        if (At(value, "{@math "u8) is var math and >= 0) return New(math, 7, Confidence.Medium, "computes as Dust's templates do");
        if (At(value, "{% debug %}"u8) is var debug and >= 0 && value.Length < 32) return New(debug, 11, Confidence.Medium, "has a template show what it knows");
        if (At(value, "{php}"u8) is var php and >= 0) return New(php, 5, Confidence.High, "holds a block of PHP for Smarty");
        if (At(value, "{{#with \""u8) is var with and >= 0 && At(value, "as |"u8) > with) return New(with, 9, Confidence.High, "makes an object of a text as attacks on Handlebars do");
        if (At(value, "%{#"u8) is var ognl and >= 0 && value[ognl..].Contains((byte)'=')) return New(ognl, 3, Confidence.High, "assigns a variable of OGNL");
        return FindScope(value);
    }

    // ${applicationScope}: what all users of a page of Java share.
    private static Finding? FindScope(ReadOnlySpan<byte> value)
    {
        var open = value.IndexOfAny("$#"u8);
        while (open >= 0 && open + 2 < value.Length)
        {
            var rest = value[(open + 1)..];
            if (rest.StartsWith("{applicationScope"u8) || rest.StartsWith("{sessionScope"u8) || rest.StartsWith("{requestScope"u8) || rest.StartsWith("{pageContext"u8)) return New(open, 10, Confidence.Medium, "reads what a page of Java keeps on the server");
            var next = rest.IndexOfAny("$#"u8);
            open = next < 0 ? -1 : open + 1 + next;
        }

        return null;
    }

    private static Finding? FindHash(ReadOnlySpan<byte> value)
    {
        if (At(value, "#_memberAccess"u8) is var access and >= 0) return New(access, 14, Confidence.High, "changes what an OGNL expression may reach");
        if (At(value, "#context["u8) is var context and >= 0) return New(context, 9, Confidence.High, "reaches the context of an OGNL expression");
        if (At(value, "@java.lang."u8) is var type and >= 0) return New(type, 11, Confidence.High, "names a static member of a class as OGNL does");
        var set = At(value, "#set"u8);
        if (set < 0 || Prose.Is(value)) return null;
        var rest = value[(set + 4)..].TrimStart(" \t"u8);
        return rest.StartsWith("($"u8) && (rest.IndexOf("$"u8) >= 0 && rest.Contains((byte)'=')) ? New(set, 4, Confidence.High, "sets a variable as Velocity's templates do") : null;
    }

    // Server-side includes and those of caches at the edge.
    private static Finding? FindInclude(ReadOnlySpan<byte> value)
    {
        if (At(value, "<!--#exec"u8) is var exec and >= 0) return New(exec, 9, Confidence.High, "holds a server-side include that runs a command");
        if (At(value, "<!--#include"u8) is var include and >= 0) return New(include, 12, Confidence.High, "holds a server-side include of a file");
        if (At(value, "<!--#printenv"u8) is var env and >= 0) return New(env, 13, Confidence.High, "holds a server-side include that shows the environment");
        if (At(value, "<!--#echo"u8) is var echo and >= 0) return New(echo, 9, Confidence.High, "holds a server-side include that shows a variable");
        return At(value, "<esi:"u8) is var esi and >= 0 ? New(esi, 5, Confidence.High, "holds an instruction for a cache at the edge") : null;
    }

    // ${{<%[%'"}}%\ : openers of many languages next to each other.
    private static Finding? FindPolyglot(ReadOnlySpan<byte> value)
    {
        var at = value.IndexOf("{{<%"u8);
        return at >= 0 ? New(at, 4, Confidence.High, "opens expressions of several template languages at once, as scanners do") : null;
    }

    private static int At(ReadOnlySpan<byte> value, ReadOnlySpan<byte> text) => value.IndexOf(text);

    private static Finding New(int at, int length, Confidence confidence, string reason) => new(confidence, at, length, reason);
}
