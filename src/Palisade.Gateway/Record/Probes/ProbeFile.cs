using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace Palisade.Gateway.Record.Probes;

/// <summary>
/// The cyclic log on the disk: a file that never grows, with a place for each entry. A place is written in one piece and says by a digest whether it is whole, so
/// a crash costs at most the entry that was being written.
/// </summary>
/// <remarks><c>"PALPROB1" { sequence(8) length(4) digest(8) json }*</c>, each place <see cref="Place"/> bytes.</remarks>
internal sealed class ProbeFile : IDisposable
{
    /// <summary>What an entry takes.</summary>
    public const int Place = 2048;

    private const int Head = 20;

    private readonly FileStream _file;
    private readonly byte[] _room = new byte[Place];

    private ProbeFile(FileStream file) => _file = file;

    private static ReadOnlySpan<byte> Magic => "PALPROB1"u8;

    /// <summary>Opens it, for this process alone, and reads what is whole of it. A file of another kind is begun anew.</summary>
    /// <param name="found">The entries, the oldest first.</param>
    /// <exception cref="IOException">It cannot be opened, or another process has it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static ProbeFile Open(string path, out List<ProbeEntry> found)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder)) Make(folder);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        try
        {
            found = Read(file);
            return new(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes an entry in the place of the one that is <see cref="ProbeLog.Most"/> older.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Write(ProbeEntry entry)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(entry, ProbeJson.Default.ProbeEntry);
        // Names and URLs are bounded, so this is for what nobody thought of.
        if (json.Length > Place - Head) json = JsonSerializer.SerializeToUtf8Bytes(entry with { Reason = null, Url = "…" }, ProbeJson.Default.ProbeEntry);
        if (json.Length > Place - Head) return;
        Array.Clear(_room);
        BinaryPrimitives.WriteInt64LittleEndian(_room, entry.Sequence);
        BinaryPrimitives.WriteInt32LittleEndian(_room.AsSpan(8), json.Length);
        json.CopyTo(_room.AsSpan(Head));
        Digest(_room, json.Length).CopyTo(_room.AsSpan(12));
        RandomAccess.Write(_file.SafeFileHandle, _room, Magic.Length + (entry.Sequence % ProbeLog.Most * Place));
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // Others keep keys beside it.
    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static List<ProbeEntry> Read(FileStream file)
    {
        var found = new List<ProbeEntry>();
        var magic = new byte[Magic.Length];
        if (file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length || !Magic.SequenceEqual(magic))
        {
            file.SetLength(0);
            file.Position = 0;
            file.Write(Magic);
            return found;
        }

        // What somebody wrote behind the last place is nothing of ours.
        var room = new byte[Place];
        for (var i = 0; i < ProbeLog.Most && file.ReadAtLeast(room, Place, throwOnEndOfStream: false) == Place; i++)
        {
            if (Entry(room) is { } entry && entry.Sequence % ProbeLog.Most == i) found.Add(entry);
        }

        found.Sort(static (a, b) => a.Sequence.CompareTo(b.Sequence));
        // Whoever put them there, one cycle is all that can be held.
        return found.Count == 0 ? found : found.FindAll(e => e.Sequence > found[^1].Sequence - ProbeLog.Most);
    }

    private static ProbeEntry? Entry(byte[] room)
    {
        var (sequence, length) = (BinaryPrimitives.ReadInt64LittleEndian(room), BinaryPrimitives.ReadInt32LittleEndian(room.AsSpan(8)));
        if (sequence is <= 0 or > long.MaxValue / 2 || length is <= 0 or > Place - Head || !Digest(room, length).AsSpan().SequenceEqual(room.AsSpan(12, 8))) return null;
        try
        {
            return JsonSerializer.Deserialize(room.AsSpan(Head, length), ProbeJson.Default.ProbeEntry) is { } entry && entry.Sequence == sequence ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Against what breaks by itself, not against whoever may write the file.
    private static byte[] Digest(byte[] room, int length)
    {
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(room.AsSpan(0, 12));
        hash.AppendData(room.AsSpan(Head, length));
        hash.GetHashAndReset(whole);
        return whole[..8].ToArray();
    }
}
