using Palisade.Detection.Text;

namespace Palisade.Detection.Templates;

/// <summary>Judges what stands between two delimiters.</summary>
internal static class TemplateExpression
{
    private const int MaxJoined = 64;

    public static Finding? Judge(ReadOnlySpan<byte> value, int at, ReadOnlySpan<byte> expression, TemplateDelimiter delimiter)
    {
        if (expression.IsEmpty) return null;
        if (TemplateProbe.Is(expression)) return Find(value, at, expression, Confidence.High, delimiter, " with a calculation of constants");
        var (confidence, what) = Names(expression);
        if (confidence is not Confidence.High && (delimiter is { First: (byte)'<', Second: (byte)'%' } || delimiter.First == '#') && expression.Count((byte)'`') > 1) (confidence, what) = (Confidence.High, " with a command between back quotes");
        if (confidence is not Confidence.High && Pieces(expression)) (confidence, what) = (Confidence.High, ", its names put together from pieces");
        if (delimiter.First == '#' && confidence is null or Confidence.Low) return null;
        return confidence is { } sure && !Prose.Is(value) ? Find(value, at, expression, sure, delimiter, what)
            : confidence == Confidence.High && at == 0 ? Find(value, at, expression, Confidence.Medium, delimiter, what) : null;
    }

    private static Finding Find(ReadOnlySpan<byte> value, int at, ReadOnlySpan<byte> expression, Confidence confidence, TemplateDelimiter delimiter, string what) =>
        new(confidence, at, Math.Min(value.Length - at, expression.Length + 3), "holds " + delimiter.Name + what);

    private static (Confidence? Confidence, string What) Names(ReadOnlySpan<byte> expression)
    {
        Confidence? best = null;
        var what = "";
        var walker = new NameWalker(expression);
        while (walker.Next())
        {
            var (confidence, reason) = JudgeName(expression, walker);
            if (confidence is null || (best is not null && best >= confidence)) continue;
            (best, what) = (confidence, reason);
            if (best == Confidence.High) break;
        }

        return (best, what);
    }

    private static (Confidence? Confidence, string What) JudgeName(ReadOnlySpan<byte> expression, scoped in NameWalker walker)
    {
        // T(java.lang...), new java..., @java.lang.X@
        if (IsClass(expression, walker)) return (Confidence.High, " that names a class of the platform");
        switch (TemplateVocabulary.Name(walker.Name))
        {
            case TemplateName.Internal:
                return IsChained(expression, walker) ? (Confidence.High, " that walks into the internals of the language") : (null, "");
            case TemplateName.Called:
                if (walker.IsMember() && walker.ArgumentsOfMember() >= 0 && !HasPlainArguments(expression, walker.ArgumentsOfMember(), walker.Name)) return (Confidence.High, " with a call that runs or reads something");
                return IsDirectCall(expression, walker) ? (Confidence.High, " with a call that runs or reads something") : (null, "");
            case TemplateName.Framework:
                return JudgeFramework(expression, walker);
            default:
                return IsBuiltIn(expression, walker) ? (Confidence.High, " with a built-in that makes or evaluates something") : (null, "");
        }
    }

    private static bool IsChained(ReadOnlySpan<byte> expression, scoped in NameWalker walker) =>
        walker.IsMember() || walker.ArgumentsOfMember() >= 0 || walker.Before is (byte)'#' or (byte)'@' or (byte)'.' or (byte)'\'' or (byte)'"' or (byte)'|'
        || (walker.End < expression.Length && expression[walker.End] is (byte)'.' or (byte)'[' or (byte)'|');

    // items|map(attribute='x'), list.filter(x => y), range.sort(): what pages do.
    private static bool HasPlainArguments(ReadOnlySpan<byte> expression, int at, ReadOnlySpan<byte> name)
    {
        var list = expression[at..].TrimStart(" \t"u8);
        if (list.Length > 1 && list[0] is (byte)'\'' or (byte)'"')
        {
            var text = list[1..ByteClass.NameEnd(list, 1)];
            return !TemplateVocabulary.IsCommand(text) && IsPipe(name) && !text.StartsWith("__"u8);
        }

        return IsPipe(name) || list.IsEmpty || (list[0] == ')' && !TemplateVocabulary.IsBareCall(name));
    }

    private static bool IsPipe(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("map"u8) || name.SequenceEqual("filter"u8) || name.SequenceEqual("sort"u8) || name.SequenceEqual("reduce"u8) || name.SequenceEqual("attr"u8) || name.SequenceEqual("load"u8) || name.SequenceEqual("dump"u8) || name.SequenceEqual("debug"u8) || name.SequenceEqual("dir"u8) || name.SequenceEqual("call"u8) || name.SequenceEqual("import"u8);

    // system('id'), File.open('/etc/passwd'), get_user_file("/etc/passwd"): called with a text or a command.
    private static bool IsDirectCall(ReadOnlySpan<byte> expression, scoped in NameWalker walker)
    {
        var at = walker.Arguments();
        var list = at < 0 ? expression[walker.End..].TrimStart(" \t"u8) : expression[at..].TrimStart(" \t"u8);
        return list.Length > 1 && list[0] is (byte)'\'' or (byte)'"' or (byte)'`' && !IsPipe(walker.Name) && (at >= 0 || walker.Name.SequenceEqual("system"u8) || walker.Name.SequenceEqual("exec"u8));
    }

    private static (Confidence? Confidence, string What) JudgeFramework(ReadOnlySpan<byte> expression, scoped in NameWalker walker)
    {
        if (walker.PreviousStart >= 0) return (null, "");
        var rest = expression[walker.End..];
        if (rest.StartsWith(".__"u8) || rest.StartsWith("|attr"u8) || rest.StartsWith("["u8) && rest.IndexOf("__"u8) >= 0) return (Confidence.High, " that walks from an object of the framework to its internals");
        if (walker.Name.SequenceEqual("_self"u8) && rest.StartsWith("."u8)) return (Confidence.High, " that reaches the template engine itself");
        if (walker.Name.SequenceEqual("config"u8) && (rest.Trim(" "u8).IsEmpty || rest.StartsWith(".items("u8) || rest.StartsWith("['SECRET"u8))) return (Confidence.Medium, " that shows the configuration");
        if (walker.Name.SequenceEqual("app"u8) && rest.StartsWith(".request."u8)) return (Confidence.Medium, " that reads the request through the framework");
        if (walker.Name.SequenceEqual("settings"u8) && rest.StartsWith(".SECRET"u8)) return (Confidence.High, " that shows a secret of the configuration");
        if (walker.Name.SequenceEqual("process"u8) && rest.StartsWith(".env"u8)) return (Confidence.Medium, " that shows the environment of the server");
        if (walker.Name.SequenceEqual("dump"u8) && rest.StartsWith("("u8)) return (Confidence.Medium, " that shows the variables of the page");
        return rest.StartsWith(".environment"u8) || rest.StartsWith(".template_object"u8) || rest.StartsWith(".application."u8) ? (Confidence.High, " that reaches the internals of the framework") : (null, "");
    }

    // java.lang.Runtime, javax.script.X, org.apache..., System.Diagnostics: with a class behind it.
    private static bool IsClass(ReadOnlySpan<byte> expression, scoped in NameWalker walker)
    {
        var rest = expression[walker.Start..];
        if (walker.IsMember() || !(rest.StartsWith("java."u8) || rest.StartsWith("javax."u8) || rest.StartsWith("org.apache."u8) || rest.StartsWith("org.springframework."u8) || rest.StartsWith("freemarker."u8) || rest.StartsWith("ognl."u8) || rest.StartsWith("com.opensymphony."u8) || rest.StartsWith("System.Diagnostics."u8) || rest.StartsWith("System.IO."u8) || rest.StartsWith("System.Reflection."u8))) return false;
        return walker.Before is (byte)'(' or (byte)'@' or (byte)'\'' or (byte)'"' or (byte)' ' or (byte)'=' || walker.Start == 0;
    }

    // FreeMarker's ?new(), ?api, ?eval, ?interpret.
    private static bool IsBuiltIn(ReadOnlySpan<byte> expression, scoped in NameWalker walker) =>
        walker.Before == '?' && (walker.Name.SequenceEqual("new"u8) || walker.Name.SequenceEqual("api"u8) || walker.Name.SequenceEqual("eval"u8) || walker.Name.SequenceEqual("interpret"u8))
        && (walker.ArgumentsOfMember() >= 0 || (walker.End < expression.Length && expression[walker.End] == '.'));

    // ['__cla'+'ss__'], |attr("\x5f\x5fclass\x5f\x5f"), ["__in""it__"].
    private static bool Pieces(ReadOnlySpan<byte> expression)
    {
        Span<byte> joined = stackalloc byte[MaxJoined];
        for (var at = 0; at < expression.Length; at++)
        {
            if (expression[at] is not ((byte)'\'' or (byte)'"')) continue;
            var used = JoinedText.Read(expression, at, joined, out var parts, out var end);
            if (parts > 1 && TemplateVocabulary.Name(joined[..used]) is TemplateName.Internal or TemplateName.Called) return true;
            if (parts > 1) at = end - 1;
        }

        return false;
    }
}
