namespace Palisade.Bench.SideBySide.Measuring;

/// <summary>How long and how often is measured.</summary>
/// <param name="Rounds">How often each server's turn comes; the median of its turns counts.</param>
/// <param name="Requests">Requests of a turn at full speed; null for as many as take about <paramref name="Turn"/>.</param>
/// <param name="Turn">How long a turn at full speed is to take.</param>
/// <param name="Warm">How long the load is kept up between two looks at what a request costs, before the first turn (<see cref="WarmUp"/>).</param>
internal sealed record Plan(int Rounds, int? Requests, TimeSpan Turn, TimeSpan Warm)
{
    /// <summary>What is measured without being asked otherwise.</summary>
    public static Plan Usual { get; } = new(5, null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5));

    /// <summary>A first impression.</summary>
    public static Plan Quick { get; } = new(1, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
}
