using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Palisade.Gateway.Filter.Bots.Dns;

/// <summary>Reads answers: bytes of a stranger, so nothing in them is believed, and every walk in them is bounded.</summary>
internal ref struct DnsReply
{
    private const int MostRecords = 64;
    private const int MostJumps = 16;
    private const int MostAliases = 8;
    private const int MostNameBytes = 255;
    private const int NoSuchName = 3;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    private DnsReply(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Whether these bytes answer the question that <paramref name="query"/> asked: its number, and the same question.</summary>
    public static bool Answers(ReadOnlySpan<byte> reply, ReadOnlySpan<byte> query) =>
        reply.Length >= query.Length
        && reply[..2].SequenceEqual(query[..2])
        && (reply[2] & 0x80) != 0
        && reply[4..6].SequenceEqual(query[4..6])
        && Ascii.EqualsIgnoreCase(reply[DnsQuery.HeaderBytes..query.Length], query[DnsQuery.HeaderBytes..]);

    /// <summary>Whether the answer was too long for a datagram and is to be asked for over TCP.</summary>
    public static bool IsCut(ReadOnlySpan<byte> reply) => (reply[2] & 0x02) != 0;

    /// <summary>What an answer says. Of one that is broken, nothing is taken.</summary>
    /// <param name="reply">For which <see cref="Answers"/> holds.</param>
    /// <param name="questionBytes">Length of the question's message.</param>
    public static DnsAnswer Read(ReadOnlySpan<byte> reply, int questionBytes, string name, DnsType type)
    {
        var code = reply[3] & 15;
        if (code == NoSuchName) return DnsAnswer.Nothing;
        if (code != 0) return DnsAnswer.Failed;

        var count = BinaryPrimitives.ReadUInt16BigEndian(reply[6..]);
        var walk = new DnsReply(reply) { _at = questionBytes };
        var records = new List<DnsRecord>(Math.Min((int)count, MostRecords));
        for (var i = 0; i < count && i < MostRecords; i++)
        {
            if (!walk.TryRecord(out var record)) return DnsAnswer.Failed;
            records.Add(record);
        }

        return Follow(records, name, type);
    }

    /// <summary>From the name that was asked for over its aliases to the records that were asked for.</summary>
    private static DnsAnswer Follow(List<DnsRecord> records, string name, DnsType type)
    {
        var owner = name;
        for (var i = 0; i < MostAliases; i++)
        {
            var found = records.FindAll(r => r.Type == type && r.Owner.Equals(owner, StringComparison.OrdinalIgnoreCase));
            if (found.Count > 0) return new(DnsOutcome.Answered, [.. found.Where(r => r.Target.Length > 0).Select(r => r.Target)], [.. found.Select(r => r.Address).OfType<IPAddress>()]);
            var alias = records.Find(r => r.Type == DnsType.CName && r.Owner.Equals(owner, StringComparison.OrdinalIgnoreCase));
            if (alias.Target is not { Length: > 0 } target) break;
            owner = target;
        }

        return DnsAnswer.Nothing;
    }

    private bool TryRecord(out DnsRecord record)
    {
        record = default;
        if (!TryName(ref _at, out var owner) || _at + 10 > _bytes.Length) return false;
        var type = (DnsType)BinaryPrimitives.ReadUInt16BigEndian(_bytes[_at..]);
        var internet = BinaryPrimitives.ReadUInt16BigEndian(_bytes[(_at + 2)..]) == 1;
        var length = BinaryPrimitives.ReadUInt16BigEndian(_bytes[(_at + 8)..]);
        var from = _at + 10;
        _at = from + length;
        if (_at > _bytes.Length) return false;

        var (target, address) = ("", (IPAddress?)null);
        if (internet && type is DnsType.Ptr or DnsType.CName)
        {
            var inside = from;
            if (!TryName(ref inside, out target) || inside > _at) return false;
        }
        else if (internet && ((type is DnsType.A && length == 4) || (type is DnsType.Aaaa && length == 16)))
        {
            address = new IPAddress(_bytes.Slice(from, length));
        }

        record = new(owner, type, target, address);
        return true;
    }

    /// <summary>Reads a name, compressed or not. One with characters that no host has is read as empty: it can match nothing.</summary>
    private readonly bool TryName(ref int at, out string name)
    {
        var text = new StringBuilder();
        var (here, jumps, strange) = (at, 0, false);
        name = "";
        while (true)
        {
            if (here >= _bytes.Length) return false;
            int length = _bytes[here++];
            if (length >= 0xC0)
            {
                if (here >= _bytes.Length || ++jumps > MostJumps) return false;
                var to = ((length & 0x3F) << 8) | _bytes[here++];
                if (jumps == 1) at = here;
                here = to;
                continue;
            }

            if (length == 0) break;
            if (length > 63 || here + length > _bytes.Length || text.Length + length > MostNameBytes) return false;
            if (text.Length > 0) text.Append('.');
            foreach (var b in _bytes.Slice(here, length))
            {
                strange |= !(char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'/');
                text.Append(char.ToLowerInvariant((char)b));
            }

            here += length;
        }

        if (jumps == 0) at = here;
        if (!strange) name = text.ToString();
        return true;
    }
}
