namespace Palisade.Manager.Version1;

/// <summary>That a request of the v1 interface is not done. Its errors have a form of their own: <c>{"errors":[{"error-code":…,"description":…}]}</c>.</summary>
/// <param name="code">As clients of the interface know them: <c>IMP-</c> and five digits. Ours begin with 9, where it has none.</param>
internal sealed class V1Refused(int status, string code, string description) : Exception(description)
{
    /// <summary>The status of the answer.</summary>
    public int Status => status;

    /// <summary>What clients tell errors apart by.</summary>
    public string Code => code;

    /// <summary>What is named and is not there.</summary>
    public static V1Refused Missing(string what, string name) => new(404, "IMP-90404", $"There is no {what} '{Shown(name)}'.");

    /// <summary>What is there already.</summary>
    public static V1Refused Exists(string what, string name) => new(406, "IMP-90406", $"There is a {what} '{Shown(name)}' already.");

    /// <summary>A body or a name that cannot be taken.</summary>
    public static V1Refused Invalid(string why) => new(400, "IMP-90400", why);

    /// <summary>What the user may not do.</summary>
    public static V1Refused Forbidden() => new(403, "IMP-90403", "The roles of this user do not allow it.");

    private static string Shown(string name) => name.Length <= 128 ? name : name[..128] + "…";
}
