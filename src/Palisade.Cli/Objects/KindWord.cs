using Palisade.Cli.Terminal;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Cli.Objects;

/// <summary>A kind as people type it: <c>site</c>, <c>sites</c>, <c>origin-pool</c>.</summary>
internal static class KindWord
{
    /// <summary>The kind, or what is wrong in one line.</summary>
    public static (ObjectKind? Kind, string? Fault) Read(string typed)
    {
        var word = typed.ToLowerInvariant().Replace('-', '_');
        var found = ObjectKinds.Find(word)
            ?? (word.EndsWith("ies", StringComparison.Ordinal) ? ObjectKinds.Find(word[..^3] + "y") : null)
            ?? (word.EndsWith('s') ? ObjectKinds.Find(word[..^1]) : null);
        if (found is not null) return (found, null);
        var meant = Spelling.Nearest(word, ObjectKinds.All.Select(k => k.Name));
        return (null, meant is null ? $"there is no kind '{typed}'; there are {string.Join(", ", ObjectKinds.All.Select(k => k.Name))}" : $"there is no kind '{typed}'; did you mean '{meant}'?");
    }
}
