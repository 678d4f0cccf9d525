namespace Palisade.Engine.Operators;

/// <summary>Operators that other engines name and that are refused here, each with what to do instead.</summary>
internal static class Refused
{
    /// <summary><c>@gsbLookup</c>: Google's Safe Browsing database of ModSecurity v2, which v3 refuses too.</summary>
    public static Operator? GsbLookup(OperatorArgument argument) =>
        argument.Refuse(OperatorFaults.Refused, "is not supported: the Safe Browsing database it reads is no longer published", "list the addresses and use @pmFromFile");

    /// <summary><c>@rsub</c>: rewrites bodies in ModSecurity v2; v3 refuses it too.</summary>
    public static Operator? Rsub(OperatorArgument argument) =>
        argument.Refuse(OperatorFaults.Refused, "is not supported: rules inspect and do not rewrite", "remove the rule, or rewrite in the application");

    /// <summary><c>@validateHash</c>: signed links of ModSecurity v2's hash engine; v3 refuses it too.</summary>
    public static Operator? ValidateHash(OperatorArgument argument) =>
        argument.Refuse(OperatorFaults.Refused, "is not supported: there is no hash engine", "remove the rule");
}
