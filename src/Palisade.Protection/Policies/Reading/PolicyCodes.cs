namespace Palisade.Protection.Policies.Reading;

/// <summary>The codes of faults in policy files, each explained in <c>docs/diagnostics.md</c>.</summary>
public static class PolicyCodes
{
    /// <summary>A file or folder cannot be read.</summary>
    public const string File = "PR0100";

    /// <summary>The file is not YAML.</summary>
    public const string Yaml = "PR0101";

    /// <summary>A document is not <c>kind</c>, <c>metadata</c> and <c>spec</c>.</summary>
    public const string Document = "PR0102";

    /// <summary>There is no such kind.</summary>
    public const string Kind = "PR0103";

    /// <summary>There is no such field.</summary>
    public const string Field = "PR0104";

    /// <summary>A field is missing.</summary>
    public const string Missing = "PR0105";

    /// <summary>A field holds something of another type.</summary>
    public const string Type = "PR0106";

    /// <summary>A word is not one of those that the field takes.</summary>
    public const string Choice = "PR0107";

    /// <summary>A value is out of its range or makes no sense.</summary>
    public const string Value = "PR0108";

    /// <summary>An object is named that is not there.</summary>
    public const string Reference = "PR0109";

    /// <summary>Two objects of a kind have one name.</summary>
    public const string Duplicate = "PR0110";

    /// <summary>A field that operators know from elsewhere and that is not supported here.</summary>
    public const string Unsupported = "PR0111";

    /// <summary>Fields that exclude each other.</summary>
    public const string Exclusive = "PR0112";

    /// <summary>A line of a file that the policy names is wrong.</summary>
    public const string DataFile = "PR0113";

    /// <summary>An object of a tenant names a file of the gateway.</summary>
    public const string GatewayFile = "PR0114";
}
