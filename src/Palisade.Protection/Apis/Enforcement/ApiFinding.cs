namespace Palisade.Protection.Apis.Enforcement;

/// <summary>One way in which an exchange breaks what protects an API.</summary>
/// <param name="Name">As in events and metrics, <c>VIOL_…</c>.</param>
/// <param name="Detail">Which operation, where, and what was expected: one sentence without any value of the request. Of names only what a reader needs.</param>
/// <param name="Action">Report or block.</param>
/// <param name="Status">What a client that is blocked is told.</param>
/// <param name="IsResponse">Whether it is about the answer.</param>
public sealed record ApiFinding(string Name, string Detail, ViolationAction Action, int Status, bool IsResponse = false);
