using Palisade.Trust.Snapshots.Blobs;

namespace Palisade.Manager.Delivery;

/// <summary>
/// Packed blobs that were made or asked for last, up to a number of bytes. What falls out is made again from the store when a gateway
/// asks for it: losing it costs time and nothing else.
/// </summary>
/// <param name="most">Bytes, packed.</param>
internal sealed class BlobCache(long most)
{
    // Of an entry without its bytes: keys, nodes, objects.
    private const int Overhead = 200;

    private readonly Lock _changing = new();
    private readonly Dictionary<BlobHash, LinkedListNode<Blob>> _byHash = [];
    private readonly LinkedList<Blob> _byUse = new();
    private long _bytes;

    /// <summary>Bytes that it holds.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The blob; null when it is not here.</summary>
    public Blob? Find(BlobHash hash)
    {
        lock (_changing)
        {
            if (!_byHash.TryGetValue(hash, out var node)) return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value;
        }
    }

    /// <summary>Keeps a blob, and forgets what was not used for longest.</summary>
    public void Add(Blob blob)
    {
        lock (_changing)
        {
            if (_byHash.ContainsKey(blob.Hash)) return;
            _byHash[blob.Hash] = _byUse.AddFirst(blob);
            _bytes += blob.Packed.Length + Overhead;
            while (_bytes > most && _byUse.Last is { } last)
            {
                _byUse.RemoveLast();
                _byHash.Remove(last.Value.Hash);
                _bytes -= last.Value.Packed.Length + Overhead;
            }
        }
    }
}
