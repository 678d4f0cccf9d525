using System.Text;
using Palisade.Engine.Addresses;

namespace Palisade.Engine.Operators;

/// <summary>
/// <c>@ipMatch 192.0.2.1,10.0.0.0/8,2001:db8::/32</c>, <c>@ipMatchFromFile file …</c> (<c>@ipMatchF</c>) and
/// <c>@ipMatchFromDataset name</c>: true when the value is an address in one of the networks.
/// </summary>
/// <remarks>
/// Networks are separated by commas, in files and datasets also by lines; <c>#</c> begins a comment line. White space
/// around a network and a mask of 0 bits are allowed, which ModSecurity v3 refuses. A value that is no plain address is in
/// no network; <c>::ffff:192.0.2.1</c> is also looked for as 192.0.2.1. Macros are not expanded.
/// </remarks>
internal sealed class IpMatch : Operator
{
    private readonly AddressSet _networks;

    private IpMatch(string name, List<Network> networks) => (Name, _networks) = (name, new AddressSet(networks));

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>From the argument itself.</summary>
    public static Operator? FromList(OperatorArgument argument) => Create(argument, [argument.Bytes]);

    /// <summary>From files.</summary>
    public static Operator? FromFiles(OperatorArgument argument) =>
        DataFiles.ReadLines(argument) is { } lines ? Create(argument, lines) : null;

    /// <summary>From a <c>SecDataset</c>.</summary>
    public static Operator? FromDataset(OperatorArgument argument) =>
        argument.Options.Datasets.TryGetValue(argument.Text.Trim(), out var lines)
            ? Create(argument, [.. lines.Select(Encoding.Latin1.GetBytes)])
            : argument.Refuse(OperatorFaults.Dataset, $"there is no dataset '{argument.Text}'", "define it with SecDataset before the rule");

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run) =>
        AddressText.TryParse(value, out var address) && _networks.Contains(address);

    private static IpMatch? Create(OperatorArgument argument, IEnumerable<byte[]> lines)
    {
        List<Network> networks = [];
        var complete = true;
        foreach (var line in lines) complete &= Add(line, networks, argument, line == argument.Bytes);
        return complete ? new IpMatch(argument.Name, networks) : null;
    }

    private static bool Add(ReadOnlySpan<byte> line, List<Network> networks, OperatorArgument argument, bool inArgument)
    {
        var complete = true;
        foreach (var range in line.Split((byte)','))
        {
            var item = line[range].Trim(" \t"u8);
            if (item.IsEmpty) continue;
            if (Network.TryParse(item, out var network))
            {
                networks.Add(network);
                continue;
            }

            argument.Refuse(OperatorFaults.Argument, $"'{Encoding.Latin1.GetString(item)}' is not an address or network", "write 192.0.2.1, 192.0.2.0/24 or 2001:db8::/32", inArgument ? range.Start.Value : 0);
            complete = false;
        }

        return complete;
    }
}
