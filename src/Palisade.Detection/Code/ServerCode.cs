using System.Buffers;
using Palisade.Detection.Text;

namespace Palisade.Detection.Code;

/// <summary>
/// Decides whether a value holds code of a server's language that starts processes, evaluates text, loads classes or reads files: chains of
/// names and calls are followed through dots, brackets and quotes. PHP and templates have recognisers of their own.
/// </summary>
public static class ServerCode
{
    private static readonly SearchValues<byte> Closers = SearchValues.Create(" \t\r\n'\"`;)}]{(+-*/=&|,.\\$"u8);

    private const int MaxArguments = 512;
    private const int MaxName = 48;

    private static readonly SearchValues<byte> Signs = SearchValues.Create("([%_.<{"u8);

    /// <summary>This recogniser in the table.</summary>
    internal static Detector Row { get; } = new("code", 5, [.. "([<{"u8], Detect) { Texts = ["__proto__", "classloader", "constructor", "%x", "qx/"] };

    /// <summary>Looks for code in a value.</summary>
    /// <param name="value">The value as the application would see it, decoded. Any bytes, any length; the time is linear in it.</param>
    /// <returns>The surest finding; null when the value is harmless.</returns>
    public static Finding? Detect(ReadOnlySpan<byte> value)
    {
        if (value.Length < 5 || !value.ContainsAny(Signs)) return null;
        if (CodePollution.Find(value) is { } pollution) return pollution;
        if (CodeTag.Find(value) is { } tag) return tag;
        return value.ContainsAny((byte)'(', (byte)'[') ? FindNames(value) : null;
    }

    private static Finding? FindNames(ReadOnlySpan<byte> value)
    {
        Finding? best = null;
        bool? isProse = null;
        var walker = new NameWalker(value);
        while (walker.Next())
        {
            if (Judge(value, walker) is not { } confidence || (best is not null && best.Confidence >= confidence)) continue;
            isProse ??= Prose.Is(value);
            if (isProse.Value) return null;
            best = new Finding(confidence, walker.Start, walker.End - walker.Start, "uses code of a server's language that runs, loads or reads something");
            if (confidence == Confidence.High) break;
        }

        return best;
    }

    private static Confidence? Judge(ReadOnlySpan<byte> value, scoped in NameWalker walker)
    {
        var kind = Kind(walker);
        if (kind == CodeName.None) return null;
        var arguments = walker.ArgumentsOfMember();
        switch (kind)
        {
            case CodeName.Used:
                return arguments >= 0 || IsFollowed(value, walker.End) ? Confidence.High : null;
            case CodeName.Dumped:
                // Its members are what programs ask for; all of it, only somebody who looks around.
                return IsFollowed(value, walker.End) ? null : Confidence.Medium;
            case CodeName.Opens:
                return arguments >= 0 && OpensPath(value[arguments..]) ? Confidence.High : null;
            case CodeName.Module:
                return arguments >= 0 && LoadsModule(value[arguments..]) ? Confidence.High : null;
            case CodeName.CalledWithText when IsLiteralExecuted(value, walker):
                return Confidence.High;
            case CodeName.CalledWithText:
                return arguments >= 0 && IsTelling(value[arguments..Math.Min(value.Length, arguments + MaxArguments)], walker) ? IsFront(value, walker.Start) ? Confidence.High : Confidence.Medium : null;
            default:
                return null;
        }
    }

    // The name as a member of the one before it, or by itself.
    private static CodeName Kind(scoped in NameWalker walker)
    {
        if (walker.Name.Length > MaxName) return CodeName.None;
        if (walker.IsMember() && walker.Previous.Length + walker.Name.Length < MaxName)
        {
            Span<byte> chain = stackalloc byte[MaxName];
            walker.Previous.CopyTo(chain);
            chain[walker.Previous.Length] = (byte)'.';
            walker.Name.CopyTo(chain[(walker.Previous.Length + 1)..]);
            var kind = CodeVocabulary.Name(chain[..(walker.Previous.Length + walker.Name.Length + 1)]);
            if (kind != CodeName.None) return kind;
        }

        return CodeVocabulary.Name(walker.Name);
    }

    // .member, ['member'], .new
    private static bool IsFollowed(ReadOnlySpan<byte> value, int end)
    {
        var rest = value[end..].TrimStart("'\"]"u8);
        return rest.Length > 1 && (rest[0] == '[' || (rest[0] == '.' && ByteClass.StartsName(rest[1])));
    }

    // From the root, upwards, or from the current folder.
    private static bool OpensPath(ReadOnlySpan<byte> arguments)
    {
        arguments = arguments.TrimStart(" \t\\"u8);
        return arguments.Length > 2 && arguments[0] is (byte)'\'' or (byte)'"' && (arguments[1] == '/' || arguments[1..].StartsWith(".."u8) || arguments[2] == ':');
    }

    // Groovy: "id".execute(), ['id'].execute().
    private static bool IsLiteralExecuted(ReadOnlySpan<byte> value, scoped in NameWalker walker) =>
        walker.Name.SequenceEqual("execute"u8) && walker.Arguments() >= 0 && walker.Before == '.' && walker.Start > 3 && value[walker.Start - 2] is (byte)'"' or (byte)'\'' or (byte)']';

    private static bool LoadsModule(ReadOnlySpan<byte> arguments)
    {
        arguments = arguments.TrimStart(" \t\\"u8);
        if (arguments.Length < 2 || arguments[0] is not ((byte)'\'' or (byte)'"' or (byte)'`')) return false;
        arguments = arguments[1..];
        if (arguments.StartsWith("node:"u8)) arguments = arguments[5..];
        return CodeVocabulary.IsModule(arguments[..ByteClass.NameEnd(arguments, 0)]);
    }

    // A text or a nested call: eval("..."), exec(compile(...)), eval(request("x")).
    private static bool IsTelling(ReadOnlySpan<byte> arguments, scoped in NameWalker walker)
    {
        if (walker.IsMember() && !walker.Name.SequenceEqual("execute"u8)) return false;
        arguments = arguments.TrimStart(" \t\\"u8);
        if (arguments.Length < 3) return false;
        if (arguments[0] is (byte)'\'' or (byte)'"' or (byte)'`') return !System.Text.Ascii.EqualsIgnoreCase(walker.Name, "function"u8) && !walker.IsMember() || walker.Before == '.';
        var name = arguments[..ByteClass.NameEnd(arguments, 0)];
        return name.Length > 0 && name.Length < arguments.Length && arguments[name.Length] is (byte)'(' or (byte)'.' && walker.Name.Length < 5;
    }

    private static bool IsFront(ReadOnlySpan<byte> value, int start) => start <= 16 && value[..start].IndexOfAnyExcept(Closers) < 0;
}
