namespace Palisade.Gateway.Record;

/// <summary>Statuses as texts, made once.</summary>
internal static class StatusText
{
    private static readonly string[] All = [.. Enumerable.Range(0, 600).Select(status => status.ToString())];

    /// <summary>The text of a status; 0 for what is none.</summary>
    public static string Of(int status) => status is >= 0 and < 600 ? All[status] : All[0];
}
