namespace Palisade.Engine.Compilation;

/// <summary>Comparison of lists of syntax, of which rule sets that share their files share the objects.</summary>
internal static class Same
{
    /// <summary>Whether two lists hold the same objects in the same order.</summary>
    public static bool Objects<T>(IReadOnlyList<T> one, IReadOnlyList<T> other)
        where T : class
    {
        if (one.Count != other.Count) return false;
        for (var i = 0; i < one.Count; i++)
        {
            if (!ReferenceEquals(one[i], other[i])) return false;
        }

        return true;
    }
}
