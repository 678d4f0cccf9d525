using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Palisade.Trust.Disk;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;

namespace Palisade.Trust.Sealing;

/// <summary>
/// The sealing keys of all tenants in a folder, a file for each, wrapped under the key file. On a manager they are made here; on a gateway they are what the
/// manager handed over. May be asked and told from many threads.
/// </summary>
public sealed class SealingKeys(string folder, KeyProtection protection)
{
    private const string Extension = ".keys";
    private const int MostFileBytes = SealingKeySet.MostBytes + 256;

    private readonly Lock _changing = new();
    private int _changes;
    private readonly ConcurrentDictionary<string, SealingKeySet> _known = new(StringComparer.Ordinal);

    /// <summary>Grows whenever any tenant's keys are changed here.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>The keys of a tenant; null when there are none, or when their file cannot be opened.</summary>
    public SealingKeySet? Find(string tenant)
    {
        if (!Identity.IsSegment(tenant)) return null;
        if (_known.TryGetValue(tenant, out var known)) return known;
        if (!File.Exists(PathOf(tenant))) return null;
        if (BoundedFile.TryRead(PathOf(tenant), MostFileBytes) is not { } wrapped || protection.TryUnwrap(wrapped, About(tenant)) is not { } bytes) return null;
        var read = SealingKeySet.TryRead(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return read is null ? null : _known.GetOrAdd(tenant, read);
    }

    /// <summary>The keys of a tenant, made when it has none.</summary>
    /// <exception cref="IOException">It has some, and their file cannot be opened: they are not written over.</exception>
    public SealingKeySet Ensure(string tenant)
    {
        lock (_changing)
        {
            if (Find(tenant) is { } known) return known;
            if (File.Exists(PathOf(tenant))) throw new IOException($"'{PathOf(tenant)}' cannot be opened: the key file is another one, or the file was changed.");
            return Keep(tenant, SealingKeySet.Create());
        }
    }

    /// <summary>Puts a new key into use; those before still open what they sealed.</summary>
    public SealingKeySet Rotate(string tenant)
    {
        lock (_changing) return Keep(tenant, Ensure(tenant).Rotate());
    }

    /// <summary>Drops a key that is not in use: what it sealed can be opened by nobody any more.</summary>
    public SealingKeySet Drop(string tenant, string keyId)
    {
        lock (_changing) return Keep(tenant, Ensure(tenant).Without(keyId));
    }

    /// <summary>Keeps the keys that were handed over.</summary>
    /// <returns>Whether they are others than before.</returns>
    public bool Take(string tenant, SealingKeySet keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (!Identity.IsSegment(tenant)) throw new ArgumentException("A tenant has 1 to 128 letters, digits, '-', '_' and '.'.", nameof(tenant));
        lock (_changing)
        {
            if (Find(tenant)?.IsSameAs(keys) is true) return false;
            Keep(tenant, keys);
            return true;
        }
    }

    /// <summary>Seals a text, such as a private key in PEM, for one object of a tenant.</summary>
    /// <param name="objectName">As <c>namespace/name</c>.</param>
    public SealedSecret Seal(string tenant, string objectName, ReadOnlySpan<char> pem)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(pem)];
        Encoding.UTF8.GetBytes(pem, bytes);
        try
        {
            return Ensure(tenant).Seal(tenant, objectName, bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Opens what was sealed for one object of a tenant; null when no key here does. The caller clears it.</summary>
    /// <param name="keyId">Empty for whichever key opens it.</param>
    public byte[]? TryOpen(string tenant, string objectName, string keyId, ReadOnlySpan<byte> input) => Find(tenant)?.TryOpen(tenant, objectName, keyId, input);

    private SealingKeySet Keep(string tenant, SealingKeySet keys)
    {
        var bytes = keys.Export();
        Directory.CreateDirectory(folder, AtomicFile.PrivateFolder);
        AtomicFile.Write(PathOf(tenant), protection.Wrap(bytes, About(tenant)), AtomicFile.Private);
        CryptographicOperations.ZeroMemory(bytes);
        _known[tenant] = keys;
        Interlocked.Increment(ref _changes);
        return keys;
    }

    private string PathOf(string tenant) => Path.Combine(folder, tenant + Extension);

    private static byte[] About(string tenant) => Encoding.UTF8.GetBytes($"palisade-sealing-keys-1\0{tenant}");
}
