namespace Palisade.Protection.Tenants;

/// <summary>
/// What is made of content once for all who have the same, for as long as one of them uses it. Who asks for what is being made waits for that; nobody waits for what
/// others have made. For any number of threads.
/// </summary>
/// <param name="remembered">So many are kept though nobody uses them: what is of no use may be asked for a thousand times in a row.</param>
internal sealed class ContentCache<TKey, T>(int remembered)
    where TKey : notnull
    where T : class
{
    private readonly Dictionary<TKey, WeakReference<T>> _known = [];
    private readonly Dictionary<TKey, Lazy<T>> _making = [];
    private readonly Queue<T> _recent = new();

    /// <summary>What was made for a key, or is made now.</summary>
    public T Find(TKey key, Func<T> make)
    {
        Lazy<T> making;
        lock (_known)
        {
            if (_known.GetValueOrDefault(key) is { } weak && weak.TryGetTarget(out var known)) return known;
            if (!_making.TryGetValue(key, out making!)) _making[key] = making = new(make);
        }

        try
        {
            var made = making.Value;
            Keep(key, making, made);
            return made;
        }
        catch
        {
            // The next who asks tries again.
            lock (_known) _making.Remove(key);
            throw;
        }
    }

    private void Keep(TKey key, Lazy<T> making, T made)
    {
        lock (_known)
        {
            if (!_making.TryGetValue(key, out var current) || !ReferenceEquals(current, making)) return;
            _making.Remove(key);
            _recent.Enqueue(made);
            if (_recent.Count > remembered) _recent.Dequeue();
            foreach (var (gone, _) in _known.Where(k => !k.Value.TryGetTarget(out _))) _known.Remove(gone);
            _known[key] = new(made);
        }
    }
}
