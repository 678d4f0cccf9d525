using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Palisade.Configuration.Documents;

/// <summary>
/// The one way a document is written: names sorted, nothing between tokens, only what must be escaped is escaped, numbers as they were written.
/// Equal documents have equal bytes, and so equal hashes. As RFC 8785, but for numbers, of which it makes doubles.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The bytes, in UTF-8.</summary>
    public static byte[] Write(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var into = new ArrayBufferWriter<byte>(256);
        Write(node, into);
        return into.WrittenSpan.ToArray();
    }

    /// <summary>The same as text.</summary>
    public static string WriteText(Node node) => Encoding.UTF8.GetString(Write(node));

    /// <summary>The hash by which content is known: SHA-256, 64 hexadecimal digits.</summary>
    public static string Hash(ReadOnlySpan<byte> canonical) => Convert.ToHexStringLower(SHA256.HashData(canonical));

    /// <summary>Whether two documents say the same.</summary>
    public static bool AreEqual(Node a, Node b)
    {
        if (ReferenceEquals(a, b)) return true;
        if (a.Kind != b.Kind || a.Value != b.Value || a.Members.Count != b.Members.Count || a.Items.Count != b.Items.Count) return false;
        for (var i = 0; i < a.Members.Count; i++)
        {
            if (a.Members[i].Key != b.Members[i].Key || !AreEqual(a.Members[i].Value, b.Members[i].Value)) return false;
        }

        for (var i = 0; i < a.Items.Count; i++)
        {
            if (!AreEqual(a.Items[i], b.Items[i])) return false;
        }

        return true;
    }

    // Documents are at most 64 deep by the time they are nodes.
    internal static void Write(Node node, IBufferWriter<byte> into)
    {
        switch (node.Kind)
        {
            case NodeKind.Map:
                into.Write("{"u8);
                for (var i = 0; i < node.Members.Count; i++)
                {
                    if (i > 0) into.Write(","u8);
                    Quote(node.Members[i].Key, into);
                    into.Write(":"u8);
                    Write(node.Members[i].Value, into);
                }

                into.Write("}"u8);
                break;
            case NodeKind.List:
                into.Write("["u8);
                for (var i = 0; i < node.Items.Count; i++)
                {
                    if (i > 0) into.Write(","u8);
                    Write(node.Items[i], into);
                }

                into.Write("]"u8);
                break;
            case NodeKind.Text: Quote(node.Value, into); break;
            case NodeKind.Nothing: into.Write("null"u8); break;
            default: Encoding.UTF8.GetBytes(node.Value, into); break;
        }
    }

    private static void Quote(string text, IBufferWriter<byte> into)
    {
        into.Write("\""u8);
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Escaped) is >= 0 and var at)
        {
            Encoding.UTF8.GetBytes(rest[..at], into);
            Escape(rest[at], into);
            rest = rest[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(rest, into);
        into.Write("\""u8);
    }

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    private static void Escape(char c, IBufferWriter<byte> into)
    {
        switch (c)
        {
            case '"': into.Write("\\\""u8); break;
            case '\\': into.Write(@"\\"u8); break;
            case '\b': into.Write(@"\b"u8); break;
            case '\t': into.Write(@"\t"u8); break;
            case '\n': into.Write(@"\n"u8); break;
            case '\f': into.Write(@"\f"u8); break;
            case '\r': into.Write(@"\r"u8); break;
            default: Encoding.UTF8.GetBytes($"\\u{(int)c:x4}", into); break;
        }
    }
}
