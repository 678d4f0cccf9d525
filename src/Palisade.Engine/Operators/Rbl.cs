using Palisade.Engine.Addresses;

namespace Palisade.Engine.Operators;

/// <summary><c>@rbl zone</c>: true when DNS lists the value below the zone, as <c>1.2.0.192.zone</c> for the address 192.0.2.1.</summary>
/// <remarks>
/// <para>Anything that is not an IPv4 address is asked for as it stands, if it can be a host name. With <c>capture</c>, TX.0 is
/// the value. Refused when the rule is loaded unless the operator of the product allows look-ups
/// (<see cref="OperatorOptions.AllowDnsLookups"/>): each new address costs up to <see cref="OperatorOptions.DnsTimeLimit"/> in
/// the path of the request. Answers are kept for five minutes. <c>httpbl.org</c>, which needs a key in every question, is
/// refused.</para>
/// </remarks>
internal sealed class Rbl : Operator
{
    // RFC 1035: a name has at most 253 characters.
    private const int MaxName = 253;

    private readonly string _zone;
    private readonly DnsAnswers _answers;

    private Rbl(string zone, DnsAnswers answers) => (_zone, _answers) = (zone, answers);

    /// <inheritdoc/>
    public override string Name => "rbl";

    /// <summary>Reads the zone.</summary>
    public static Operator? Create(OperatorArgument argument)
    {
        var zone = argument.Text.Trim();
        if (!argument.Options.AllowDnsLookups)
            return argument.Refuse(OperatorFaults.NotAllowed, "asks DNS, which is not allowed", "allow DNS look-ups in the policy, or use @ipMatchFromFile");
        if (!IsHostName(zone) || zone.EndsWith("httpbl.org", StringComparison.OrdinalIgnoreCase))
            return argument.Refuse(OperatorFaults.Argument, $"'{zone}' is not a zone it can ask", "write a zone as zen.example.org");
        return new Rbl(zone, DnsAnswers.For(argument.Options));
    }

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        var name = $"{Question(value)}.{_zone}";
        if (!IsHostName(name) || !_answers.Exists(name)) return false;
        if (run.WantsCaptures) run.Capture(value);
        return true;
    }

    private static string Question(ReadOnlySpan<byte> value)
    {
        if (AddressText.TryParse(value, out var address) && !address.IsV6)
        {
            var bits = (uint)address.Number;
            return $"{bits & 255}.{(bits >> 8) & 255}.{(bits >> 16) & 255}.{bits >> 24}";
        }

        return value.Length > MaxName ? "" : System.Text.Encoding.Latin1.GetString(value);
    }

    private static bool IsHostName(string name) =>
        name.Length is > 0 and <= MaxName &&
        name.Split('.').All(label => label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
}
