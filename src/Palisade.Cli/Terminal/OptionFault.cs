using Palisade.Configuration;

namespace Palisade.Cli.Terminal;

/// <summary>A fault of the configuration in the words of the command line it came from.</summary>
internal static class OptionFault
{
    private static readonly (string Field, string Option)[] Names =
    [
        ("origin", "--origin"),
        ("listen", "--listen"),
        ("admin", "--admin"),
        ("rules", "--rules"),
        ("policies", "--policy"),
        ("rateStore", "--rate-store"),
        ("paranoia", "--paranoia"),
        ("trustedProxies", "--trusted-proxy"),
        ("masking", "--mask"),
        ("blockPage", "--block-page"),
        ("events", "--events"),
        ("accessLog", "--access-log"),
        ("sitePorts", "--site-ports"),
        ("probes", "--data"),
    ];

    /// <summary><c>--option: what is wrong</c>.</summary>
    public static string Of(ConfigFault fault)
    {
        if (fault.Field.Contains(".certificate", StringComparison.Ordinal))
        {
            return $"{(fault.Field.EndsWith("keyPath", StringComparison.Ordinal) ? "--key" : "--certificate")}: {fault.Message}";
        }

        var option = Names.FirstOrDefault(n => fault.Field.StartsWith(n.Field, StringComparison.Ordinal)).Option ?? fault.Field;
        return $"{option}: {fault.Message}";
    }
}
