namespace Palisade.Engine.Operators;

/// <summary>The diagnostic codes of operators. Stable; never reused.</summary>
internal static class OperatorFaults
{
    /// <summary>There is no operator of that name.</summary>
    public const string Unknown = "SL4001";

    /// <summary>The operator exists in other engines and is refused here by name.</summary>
    public const string Refused = "SL4002";

    /// <summary>A pattern does not parse.</summary>
    public const string Pattern = "SL4003";

    /// <summary>A data file cannot be read.</summary>
    public const string File = "SL4004";

    /// <summary>The argument is missing or is not of the operator's form.</summary>
    public const string Argument = "SL4005";

    /// <summary>A list is asked for over the network.</summary>
    public const string Remote = "SL4006";

    /// <summary>The operator does what the operator of the product has not allowed.</summary>
    public const string NotAllowed = "SL4007";

    /// <summary>No <c>SecDataset</c> has that name.</summary>
    public const string Dataset = "SL4008";

    /// <summary>A schema or DTD does not parse.</summary>
    public const string Schema = "SL4009";

    /// <summary>Warning: a part of the argument is ignored, as ModSecurity ignores it.</summary>
    public const string Ignored = "SL4010";

    /// <summary>The geolocation database cannot be read.</summary>
    public const string GeoDatabase = "SL4011";
}
