using System.Text;

namespace Palisade.Ftw.Loading;

/// <summary>Orders texts by their UTF-8 bytes, as Go orders strings. .NET's ordinal order differs beyond U+FFFF.</summary>
internal sealed class Utf8Order : IComparer<string>
{
    /// <summary>The only one.</summary>
    public static Utf8Order Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y) =>
        Encoding.UTF8.GetBytes(x ?? "").AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y ?? ""));
}
