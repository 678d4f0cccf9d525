using System.Security.Cryptography;
using Palisade.Trust.Signatures;

namespace Palisade.Trust.Sealing;

/// <summary>The keys of one tenant: the newest seals, all of them open. Never changes.</summary>
/// <remarks><c>count(1) { id(text) key(32) }*</c>, the newest first.</remarks>
public sealed class SealingKeySet
{
    /// <summary>Most keys of a tenant. With one more, the oldest is dropped: what it sealed has to be sealed again before.</summary>
    public const int MostKeys = 16;

    /// <summary>Longest form, in bytes.</summary>
    public const int MostBytes = 1 + (MostKeys * (2 + SealingKey.IdCharacters + SealingKey.KeyBytes));

    private readonly SealingKey[] _keys;

    private SealingKeySet(SealingKey[] keys) => _keys = keys;

    /// <summary>A set with one new key.</summary>
    public static SealingKeySet Create() => new([SealingKey.Create()]);

    /// <summary>The ids, that of the key in use first.</summary>
    public IReadOnlyList<string> Ids => [.. _keys.Select(k => k.Id)];

    /// <summary>The set with a new key in use.</summary>
    public SealingKeySet Rotate() => new([SealingKey.Create(), .. _keys.Take(MostKeys - 1)]);

    /// <summary>The set without a key that nothing is sealed with any more. The one in use stays.</summary>
    public SealingKeySet Without(string id) => new([_keys[0], .. _keys.Skip(1).Where(k => k.Id != id)]);

    /// <summary>Seals with the key in use.</summary>
    /// <param name="objectName">The object that it is for, as <c>namespace/name</c>: it opens for no other.</param>
    public SealedSecret Seal(string tenant, string objectName, ReadOnlySpan<byte> secret)
    {
        if (secret.Length > SealingKey.MostBytes) throw new ArgumentException($"At most {SealingKey.MostBytes} bytes are sealed.", nameof(secret));
        return new(_keys[0].Id, _keys[0].Seal(tenant, objectName, secret));
    }

    /// <summary>Opens what was sealed for this tenant and object; null when no key does, or it was changed.</summary>
    /// <param name="keyId">Empty for whichever key opens it.</param>
    public byte[]? TryOpen(string tenant, string objectName, string keyId, ReadOnlySpan<byte> input)
    {
        foreach (var key in _keys)
        {
            if ((keyId.Length is 0 || key.Id == keyId) && key.TryOpen(tenant, objectName, input) is { } secret) return secret;
        }

        return null;
    }

    /// <summary>The keys themselves: to be wrapped for a disk, or sent over mutual TLS. To be cleared by the caller.</summary>
    public byte[] Export()
    {
        var writer = new CanonicalWriter().U8(_keys.Length);
        foreach (var key in _keys) writer.Text(key.Id).Raw(key.Key);
        return writer.Written.ToArray();
    }

    /// <summary>Reads them; null when they are damaged.</summary>
    public static SealingKeySet? TryRead(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        List<SealingKey> keys = [];
        for (var left = reader.U8(); left > 0 && !reader.Failed; left--)
        {
            var (at, id, key) = (reader.Position, reader.Text(SealingKey.IdCharacters), reader.Raw(SealingKey.KeyBytes).ToArray());
            if (!SealingKey.IsId(id)) reader.Fail(at);
            keys.Add(new(id, key));
        }

        return reader.AtEnd && keys.Count is > 0 and <= MostKeys ? new([.. keys]) : null;
    }

    /// <summary>Whether two sets are the same keys in the same order.</summary>
    public bool IsSameAs(SealingKeySet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (mine, theirs) = (Export(), other.Export());
        var same = CryptographicOperations.FixedTimeEquals(mine, theirs);
        CryptographicOperations.ZeroMemory(mine);
        CryptographicOperations.ZeroMemory(theirs);
        return same;
    }
}
