using System.Runtime.CompilerServices;

namespace Palisade.Configuration.Documents;

/// <summary>How long a document is in canonical JSON, and by what it is known again. One walk gives both, and nothing of the text is kept.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="Hash">As <see cref="CanonicalJson.Hash"/> makes it.</param>
public sealed record CanonicalDigest(long Length, string Hash)
{
    // What is smaller is walked again sooner than looked up in a table that the garbage collector has to go through.
    private const int Remembered = 64 * 1024;

    private static readonly ConditionalWeakTable<Node, CanonicalDigest> Known = [];

    /// <summary>Of a document. That of a large one is remembered for as long as the document is there: it is asked for by its check, by its rules, and by every tenant that has it.</summary>
    public static CanonicalDigest Of(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (Known.TryGetValue(node, out var known)) return known;
        using var into = new HashingWriter();
        CanonicalJson.Write(node, into);
        var digest = into.Finish();
        return digest.Length < Remembered ? digest : Known.GetValue(node, _ => digest);
    }
}
