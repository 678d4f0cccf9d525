using System.Security.Cryptography;
using System.Text;
using Palisade.Configuration.Documents;
using Palisade.Storage.Objects;

namespace Palisade.Storage.Audit;

/// <summary>One line of the audit trail.</summary>
/// <param name="Sequence">1 and up without a gap.</param>
/// <param name="Action">What was done: <c>change</c>, <c>revert</c>, or a word of the caller's.</param>
/// <param name="Revision">The revision that it made; 0 where it changed no object.</param>
/// <param name="Digest">The hash of what was changed, or of the caller's detail.</param>
public sealed record AuditEntry(long Sequence, DateTimeOffset At, string Author, string Action, string Reason, long Revision, string Digest, string PreviousHash, string Hash);

/// <summary>The end of a trail: whoever remembers one elsewhere can find a trail that was cut or written anew.</summary>
public readonly record struct AuditHead(long Count, string Hash);

/// <summary>The hashes that tie each line to all before it. With a key, nobody without it can make a trail anew.</summary>
internal sealed class AuditChain(byte[] key)
{
    /// <summary>What stands before the first line.</summary>
    public const string Start = "";

    /// <summary>The hash of a line, over everything in it and the hash of the line before.</summary>
    public string Hash(string tenant, AuditEntry entry)
    {
        var bytes = CanonicalJson.Write(Node.OfMap(
        [
            new("tenant", Node.OfText(tenant)), new("sequence", Number(entry.Sequence)), new("at", Number(ObjectRows.Time(entry.At))),
            new("author", Node.OfText(entry.Author)), new("action", Node.OfText(entry.Action)), new("reason", Node.OfText(entry.Reason)),
            new("revision", Number(entry.Revision)), new("digest", Node.OfText(entry.Digest)), new("previous", Node.OfText(entry.PreviousHash)),
        ]));
        return Convert.ToHexStringLower(key.Length == 0 ? SHA256.HashData(bytes) : HMACSHA256.HashData(key, bytes));
    }

    /// <summary>The digest of changes, in the order of their keys.</summary>
    public static string Digest(IEnumerable<ChangeRow> changes) =>
        CanonicalJson.Hash(CanonicalJson.Write(Node.OfList([.. changes.OrderBy(c => c.Key, Configuration.Objects.Naming.LocalKey.Order).Select(c => Node.OfList(
        [
            Node.OfText(c.Key.Kind), Node.OfText(c.Key.Namespace), Node.OfText(c.Key.Name), Node.OfText(c.Operation), Node.OfText(c.Uid),
            Number(c.Generation), Node.OfText(c.Metadata), Node.OfText(c.SpecHash),
        ]))])));

    /// <summary>The digest of a text.</summary>
    public static string Digest(string text) => CanonicalJson.Hash(Encoding.UTF8.GetBytes(text));

    private static Node Number(long number) => Node.OfNumber(ObjectRows.Text(number));
}
