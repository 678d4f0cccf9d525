using System.Text;

namespace Palisade.Engine.Values;

/// <summary>One persistent collection, as that of one client address. Safe for concurrent use.</summary>
public sealed class StoredCollection
{
    /// <summary>Most variables in one collection; further ones are not kept.</summary>
    public const int MaxVariables = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly TimeProvider _clock;
    private readonly TimeSpan _timeout;
    private DateTimeOffset _expires;

    internal StoredCollection(TimeProvider clock, byte[] key, TimeSpan timeout)
    {
        _clock = clock;
        _timeout = timeout;
        _expires = clock.GetUtcNow() + timeout;
        _values["KEY"] = new(key, DateTimeOffset.MaxValue);
    }

    private readonly record struct Entry(byte[] Value, DateTimeOffset Expires);

    internal bool IsExpired
    {
        get
        {
            lock (_lock) return _expires <= _clock.GetUtcNow();
        }
    }

    /// <summary>The value, or null when it is missing or has expired.</summary>
    public byte[]? Get(string name)
    {
        lock (_lock) return Live(name)?.Value;
    }

    /// <summary>Replaces a value by what <paramref name="change"/> makes of it, in one step. A null result removes it.</summary>
    public void Update(string name, Func<byte[]?, byte[]?> change)
    {
        lock (_lock)
        {
            var old = Live(name);
            if (change(old?.Value) is not { } value) _values.Remove(name);
            else if (old is not null || _values.Count < MaxVariables) _values[name] = new(value, old?.Expires ?? DateTimeOffset.MaxValue);
        }
    }

    /// <summary>Lets a variable expire; nothing when there is none.</summary>
    public void Expire(string name, TimeSpan after)
    {
        lock (_lock)
        {
            if (Live(name) is { } entry) _values[name] = entry with { Expires = _clock.GetUtcNow() + after };
        }
    }

    /// <summary>Every variable that has not expired.</summary>
    public List<NamedValue> All()
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            var all = new List<NamedValue>(_values.Count);
            foreach (var (name, entry) in _values)
            {
                if (entry.Expires > now) all.Add(new(Encoding.Latin1.GetBytes(name), entry.Value));
            }

            return all;
        }
    }

    /// <summary>Extends its life; false when it had already ended.</summary>
    internal bool Touch()
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            if (_expires <= now) return false;
            _expires = now + _timeout;
            return true;
        }
    }

    private Entry? Live(string name)
    {
        if (!_values.TryGetValue(name, out var entry)) return null;
        if (entry.Expires > _clock.GetUtcNow()) return entry;
        _values.Remove(name);
        return null;
    }
}
