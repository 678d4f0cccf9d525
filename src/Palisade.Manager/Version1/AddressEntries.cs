using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using Palisade.Configuration.Documents;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Entries of an IP group, as the v1 interface has them, and the prefixes that they are.</summary>
internal static class AddressEntries
{
    private const int Most = 100_000;

    /// <summary>Entries after an edit: each is added, or with <c>operation: remove</c> taken out.</summary>
    public static IReadOnlyList<Node> Edited(IReadOnlyList<Node> known, Node? edits)
    {
        var all = known.ToList();
        foreach (var edit in edits?.Items ?? [])
        {
            if (edit.Kind is not NodeKind.Map) throw V1Refused.Invalid("An entry is not a mapping.");
            var entry = edit.Without("operation");
            _ = Prefixes(entry).Count();
            all.RemoveAll(e => CanonicalJson.AreEqual(e, entry));
            if (Text(edit, "operation") is not "remove") all.Add(entry);
        }

        return all.Count <= Most ? all : throw V1Refused.Invalid($"There are {all.Count} entries; {Most} are taken.");
    }

    /// <summary>The prefixes of an entry.</summary>
    public static IEnumerable<string> Prefixes(Node entry) => Text(entry, "type")?.ToLowerInvariant() switch
    {
        "single" => [Address(entry, "ipAddressFrom").ToString()],
        "network" => [Network(entry)],
        "range" => Range(Address(entry, "ipAddressFrom"), Address(entry, "ipAddressTo")),
        _ => throw V1Refused.Invalid("The 'type' of an entry is single, range or network."),
    };

    /// <summary>The entry of a prefix.</summary>
    public static Node Of(string prefix) => prefix.Split('/') is [var network, var length]
        ? Map(("type", Node.OfText("network")), ("networkAddress", Node.OfText(network)), ("cidrMask", Node.OfNumber(length)))
        : Map(("type", Node.OfText("single")), ("ipAddressFrom", Node.OfText(prefix)));

    /// <summary>The prefixes of an entry as criteria have them, a text or a mapping; null when it is none.</summary>
    public static IReadOnlyList<string>? Loose(Node entry)
    {
        try
        {
            if (entry.Kind is NodeKind.Text) return Configuration.AddressRange.Parse(entry.Value) is null ? null : [entry.Value];
            if (entry.Kind is not NodeKind.Map) return null;
            return [.. Prefixes(entry["type"] is not null ? entry : entry.With("type", Node.OfText(entry["networkAddress"] is not null ? "network" : entry["ipAddressTo"] is not null ? "range" : "single")))];
        }
        catch (V1Refused)
        {
            return null;
        }
    }

    private static IPAddress Address(Node entry, string name) =>
        IPAddress.TryParse(Text(entry, name), out var address) ? address : throw V1Refused.Invalid($"'{name}' is not an IP address.");

    private static string Network(Node entry)
    {
        var address = Address(entry, "networkAddress");
        var length = Number(Text(entry, "cidrMask") ?? "", "cidrMask", 0, address.GetAddressBytes().Length * 8);
        return string.Create(CultureInfo.InvariantCulture, $"{Masked(address, length)}/{length}");
    }

    private static IPAddress Masked(IPAddress address, int length)
    {
        var bits = address.GetAddressBytes().Length * 8;
        return length == 0 ? ToAddress(0, bits) : ToAddress(ToNumber(address) >> (bits - length) << (bits - length), bits);
    }

    // The largest prefix that begins here and does not go beyond the end, again and again: at most two for each bit.
    private static List<string> Range(IPAddress from, IPAddress to)
    {
        var bits = from.GetAddressBytes().Length * 8;
        if (to.GetAddressBytes().Length * 8 != bits) throw V1Refused.Invalid("'ipAddressFrom' and 'ipAddressTo' are not of one kind.");
        var (next, last) = (ToNumber(from), ToNumber(to));
        if (last < next) throw V1Refused.Invalid("'ipAddressTo' is before 'ipAddressFrom'.");
        var found = new List<string>();
        while (true)
        {
            var size = (int)Math.Min(bits, next == 0 ? bits : (int)UInt128.TrailingZeroCount(next));
            while (size > 0 && Last(next, size) > last) size--;
            found.Add(string.Create(CultureInfo.InvariantCulture, $"{ToAddress(next, bits)}/{bits - size}"));
            var end = Last(next, size);
            if (end >= last) return found;
            next = end + 1;
        }
    }

    private static UInt128 Last(UInt128 first, int size) => size >= 128 ? UInt128.MaxValue : first | ((UInt128.One << size) - 1);

    private static UInt128 ToNumber(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static IPAddress ToAddress(UInt128 number, int bits)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new(bytes.AsSpan(16 - (bits / 8)));
    }
}
