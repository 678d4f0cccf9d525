using System.Buffers;
using Palisade.Detection.Text;

namespace Palisade.Detection.Php;

/// <summary>Finds calls of functions that run, read or tell something.</summary>
internal static class PhpCalls
{
    private static readonly SearchValues<byte> Signs = SearchValues.Create(" \t\r\n'\"`;)}]{$@.,+-*/&|<>?!\\%0123456789="u8);

    private const int MaxArguments = 256;

    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        if (!value.Contains((byte)'(') && value.IndexOf("`$_"u8) < 0) return null;
        Finding? best = null;
        var carried = -1;
        var isProse = new Lazily();
        var walker = new NameWalker(value);
        while (best is not { Confidence: Confidence.High } && walker.Next())
        {
            Keep(ref best, Judge(value, walker, ref carried, ref isProse));
        }

        return best;
    }

    private static void Keep(ref Finding? best, Finding? finding)
    {
        if (finding is not null && (best is null || finding.Confidence > best.Confidence)) best = finding;
    }

    private static Finding? Judge(ReadOnlySpan<byte> value, scoped in NameWalker walker, ref int carried, ref Lazily isProse)
    {
        if (walker.Before == '$') return JudgeVariable(value, walker, ref isProse);
        var function = PhpVocabulary.Function(walker.Name);
        if (function == PhpFunction.None || IsForeignMember(value, walker)) return null;
        var arguments = walker.Arguments();
        if (arguments < 0) return null;
        var isInner = carried >= 0 && walker.Start - carried < MaxArguments;
        carried = arguments;
        if (Weigh(value, walker.Start, arguments, function, isInner) is not { } confidence) return null;
        if (isProse.Of(value)) return null;
        return new Finding(confidence, walker.Start, arguments - walker.Start, Reason(function));
    }

    // re.exec(), os.system(): other languages' members. A dot behind a quote joins texts.
    private static bool IsForeignMember(ReadOnlySpan<byte> value, scoped in NameWalker walker)
    {
        if (walker.Before == '>' || walker.Before == ':') return true;
        return walker.Before == '.' && walker.Start > 1 && (ByteClass.ContinuesName(value[walker.Start - 2]) || value[walker.Start - 2] is (byte)')' or (byte)']' or (byte)'/');
    }

    private static Confidence? Weigh(ReadOnlySpan<byte> value, int start, int arguments, PhpFunction function, bool isInner)
    {
        var list = value[arguments..Math.Min(value.Length, arguments + MaxArguments)].TrimStart(" \t\r\n@\\"u8);
        if (list.IsEmpty) return function == PhpFunction.Tells && IsStatement(value, start) ? Confidence.High : null;
        var close = list.IndexOf((byte)')');
        var inside = close < 0 ? list : list[..close];
        if (inside.IndexOf("$_"u8) >= 0) return Confidence.High;
        var isStatement = IsStatement(value, start);
        var isText = list[0] is (byte)'\'' or (byte)'"' or (byte)'`' or (byte)'$' or (byte)'\\';
        return function switch
        {
            PhpFunction.Tells => isStatement ? Confidence.High : Confidence.Medium,
            PhpFunction.Runs when isText || (close > 0 && inside.Contains((byte)'(')) => isStatement || isInner ? Confidence.High : Confidence.Medium,
            PhpFunction.Files when isText && isStatement => IsOdd(inside) || isInner ? Confidence.High : Confidence.Low,
            PhpFunction.Carries when list[0] == '`' => Confidence.High,
            PhpFunction.Carries when isStatement && IsProbe(inside) => Confidence.High,
            _ => null,
        };
    }

    // print(md5(..)), die(md5(..)): a value that a scanner looks for in the answer.
    private static bool IsProbe(ReadOnlySpan<byte> inside)
    {
        var name = inside[..ByteClass.NameEnd(inside, 0)];
        return name.Length > 0 && inside.Length > name.Length && inside[name.Length] == '(' && PhpVocabulary.Function(name) is not PhpFunction.None;
    }

    // Paths from the root or upwards, URLs.
    private static bool IsOdd(ReadOnlySpan<byte> inside) => inside.IndexOf("/etc/"u8) >= 0 || inside.IndexOf("../../../"u8) >= 0 || inside.IndexOf("://"u8) >= 0;

    // At the front but for what closes the application's place, or behind what ends or starts a piece of PHP.
    private static bool IsStatement(ReadOnlySpan<byte> value, int start)
    {
        var front = value[..start];
        if (front.Length <= 32 && front.IndexOfAnyExcept(Signs) < 0) return true;
        var before = front.TrimEnd(" \t\r\n@\\"u8);
        return before.Length > 0 && before[^1] is (byte)';' or (byte)'{' or (byte)'}' or (byte)'(' or (byte)'.' or (byte)'=' or (byte)'?' or (byte)'!';
    }

    // $_GET['a']($_POST['b']), `$_GET[a]`, ${_GET}.
    private static Finding? JudgeVariable(ReadOnlySpan<byte> value, scoped in NameWalker walker, ref Lazily isProse)
    {
        if (!PhpVocabulary.IsSuperglobal(walker.Name)) return null;
        var rest = value[walker.End..Math.Min(value.Length, walker.End + 64)];
        var isTicked = walker.Start > 1 && value[walker.Start - 2] == '`';
        var close = rest.Length > 0 && rest[0] is (byte)'[' or (byte)'{' ? rest.IndexOfAny((byte)']', (byte)'}') : -1;
        var isCalled = close > 0 && close + 1 < rest.Length && rest[close + 1] == '(';
        if (!(isTicked || isCalled) || isProse.Of(value)) return null;
        return new Finding(Confidence.High, walker.Start - 1, walker.End - walker.Start + 1, "runs what a variable of the request holds");
    }

    private static string Reason(PhpFunction function) => function switch
    {
        PhpFunction.Runs => "calls a function of PHP that runs commands or code",
        PhpFunction.Tells => "calls a function of PHP that tells about the server",
        PhpFunction.Files => "calls a function of PHP that reads, writes or includes files",
        _ => "calls functions of PHP inside one another, as probes do",
    };

    // Whether the value is prose, asked once.
    private struct Lazily
    {
        private bool? _answer;

        public bool Of(ReadOnlySpan<byte> value) => _answer ??= Prose.Is(value);
    }
}
