namespace Palisade.Gateway.Record.Administration;

/// <summary>One value, or one histogram. Safe for all threads.</summary>
internal sealed class Cell(bool histogram)
{
    private readonly long[] _buckets = histogram ? new long[Bounds.Length + 1] : [];
    private double _value;

    /// <summary>Upper bounds of the buckets, in seconds: from what a rule costs to what an operator waits.</summary>
    public static ReadOnlySpan<double> Bounds => [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    /// <summary>The value, or the sum of a histogram.</summary>
    public double Value => Volatile.Read(ref _value);

    /// <summary>How many values fell into a bucket, without those below.</summary>
    public long Bucket(int index) => Interlocked.Read(ref _buckets[index]);

    /// <summary>Adds.</summary>
    public void Add(double amount)
    {
        double seen;
        do
        {
            seen = Volatile.Read(ref _value);
        }
        while (Interlocked.CompareExchange(ref _value, seen + amount, seen) != seen);
    }

    /// <summary>Replaces.</summary>
    public void Set(double value) => Volatile.Write(ref _value, value);

    /// <summary>Counts into a bucket.</summary>
    public void Observe(double value)
    {
        var bucket = 0;
        while (bucket < Bounds.Length && value > Bounds[bucket]) bucket++;
        Interlocked.Increment(ref _buckets[bucket]);
        Add(value);
    }
}
