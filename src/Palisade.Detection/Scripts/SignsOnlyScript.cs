using System.Buffers;

namespace Palisade.Detection.Scripts;

/// <summary>Recognises programs written with brackets, <c>!</c> and <c>+</c> only, which need no letter to do everything.</summary>
internal static class SignsOnlyScript
{
    private static readonly SearchValues<byte> Signs = SearchValues.Create("[]()!+"u8);

    private const int Shortest = 24;
    private const int FewestLists = 3;
    private const int FewestConversions = 4;

    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        if (value.Length < Shortest) return null;
        for (var at = 0; at < value.Length;)
        {
            var list = value[at..].IndexOf("[]"u8);
            if (list < 0) return null;
            at += list;
            var rest = value[at..];
            var length = rest.IndexOfAnyExcept(Signs);
            if (length < 0) length = rest.Length;
            if (length >= Shortest && IsProgram(rest[..length])) return new(Confidence.High, at, length, "is a program made of brackets and operators only");
            at += Math.Max(length, 1);
        }

        return null;
    }

    private static bool IsProgram(ReadOnlySpan<byte> run)
    {
        var lists = run.Count("[]"u8);
        var conversions = run.Count("+["u8) + run.Count("!["u8) + run.Count("+!"u8);
        return lists >= FewestLists && conversions >= FewestConversions;
    }
}
