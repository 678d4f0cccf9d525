namespace Palisade.Trust.Enrolment;

/// <summary>
/// Counts the wrong attempts of each source, so that one that keeps guessing is not heard for a while. In memory, and of
/// bounded size: when too many sources are known, the oldest is forgotten.
/// </summary>
public sealed class AttemptLimit(TimeProvider clock)
{
    private const int MostSources = 10_000;

    private readonly Lock _changing = new();
    private readonly Dictionary<string, Window> _sources = new(StringComparer.Ordinal);
    private readonly Queue<(string Source, DateTimeOffset Start)> _byAge = new();

    /// <summary>Wrong attempts a source has in a <see cref="Span"/>. Default 10.</summary>
    public int Most { get; init; } = 10;

    /// <summary>The time after which a source begins anew. Default 10 minutes.</summary>
    public TimeSpan Span { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether the source is heard.</summary>
    public bool Allows(string source)
    {
        lock (_changing) return !_sources.TryGetValue(source, out var window) || IsOver(window) || window.Failures < Most;
    }

    /// <summary>Counts a wrong attempt.</summary>
    public void CountFailure(string source)
    {
        lock (_changing)
        {
            if (_sources.TryGetValue(source, out var window) && !IsOver(window))
            {
                _sources[source] = window with { Failures = window.Failures + 1 };
                return;
            }

            var start = clock.GetUtcNow();
            _sources[source] = new(start, 1);
            _byAge.Enqueue((source, start));
            Forget();
        }
    }

    private bool IsOver(Window window) => clock.GetUtcNow() - window.Start >= Span;

    private void Forget()
    {
        while (_byAge.Count > MostSources && _byAge.TryDequeue(out var oldest))
        {
            if (_sources.TryGetValue(oldest.Source, out var window) && window.Start == oldest.Start) _sources.Remove(oldest.Source);
        }
    }

    private readonly record struct Window(DateTimeOffset Start, int Failures);
}
