using Palisade.Configuration.Documents;

namespace Palisade.Api.Objects;

/// <summary>What holds: what is saved here is one thing, what gateways do is another.</summary>
/// <param name="Reported">What components last said of the object; absent when none did.</param>
public sealed record StatusView(SavedState Saved, LiveState Live, Node? Reported = null, DateTimeOffset? ReportedAt = null);

/// <summary>What the store holds.</summary>
public sealed record SavedState(long Revision, long Generation, string Version, DateTimeOffset At, string By);

/// <summary>What gateways do.</summary>
/// <param name="State"><c>unknown</c> when nobody says; <c>live</c> when every gateway that serves the object has the saved generation; <c>partly</c>; <c>not_live</c>; <c>refused</c>.</param>
/// <param name="Message">Why, in one sentence; may be empty.</param>
public sealed record LiveState(string State, string Message, IReadOnlyList<LiveGateway> Gateways)
{
    /// <summary>Nobody says.</summary>
    public static LiveState Unknown { get; } = new("unknown", "No gateway was asked.", []);
}

/// <summary>What one gateway does.</summary>
/// <param name="Revision">The tenant's revision that it serves; absent where it serves none.</param>
public sealed record LiveGateway(string Name, string State, DateTimeOffset At, long? Revision = null);
