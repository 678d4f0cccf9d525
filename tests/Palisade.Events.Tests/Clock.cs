namespace Palisade.Events.Tests;

/// <summary>A clock that stands where it is put.</summary>
internal sealed class Clock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
