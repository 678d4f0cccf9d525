using System.Text.Json;
using Palisade.Trust.Disk;
using Palisade.Trust.Enrolment;

namespace Palisade.Manager.Enrolment;

/// <summary>
/// What is kept of secrets and tokens: a file for each, which holds a salted digest and no secret. Read anew for every question, so that another process of the
/// same machine can add and take away; changed under a lock that processes share.
/// </summary>
public sealed class GrantFolder(string folder)
{
    private const string Extension = ".grant";
    private const int MostBytes = 4096;
    private const int IdCharacters = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Lock _changing = new();

    /// <summary>For <see cref="EnrolmentDesk"/>.</summary>
    public EnrolmentStore Store => new((id, _) => new(Find(id)), TryReplaceAsync);

    /// <summary>Keeps a new one.</summary>
    public void Add(EnrolmentGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        Directory.CreateDirectory(folder, AtomicFile.PrivateFolder);
        if (!AtomicFile.TryCreate(PathOf(grant.Id), Write(grant), AtomicFile.Private)) throw new IOException($"There is a secret {grant.Id} already.");
    }

    /// <summary>All there are, by id.</summary>
    public IReadOnlyList<EnrolmentGrant> List() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*" + Extension).Select(f => Find(Path.GetFileNameWithoutExtension(f))).OfType<EnrolmentGrant>().OrderBy(g => g.Id, StringComparer.Ordinal)]
        : [];

    /// <summary>Takes one away. Who enrolled with it keeps what it got.</summary>
    /// <returns>False when there is none.</returns>
    public bool Delete(string id)
    {
        if (!IsId(id) || !File.Exists(PathOf(id))) return false;
        File.Delete(PathOf(id));
        return true;
    }

    /// <summary>One by its id; null when there is none, or its file is damaged.</summary>
    public EnrolmentGrant? Find(string id)
    {
        if (!IsId(id) || new FileInfo(PathOf(id)) is not { Exists: true, Length: <= MostBytes } file) return null;
        try
        {
            return JsonSerializer.Deserialize<EnrolmentGrant>(File.ReadAllBytes(file.FullName)) is { } grant && grant.Id == id ? grant : null;
        }
        catch (Exception fault) when (fault is JsonException or IOException)
        {
            return null;
        }
    }

    private async ValueTask<bool> TryReplaceAsync(EnrolmentGrant grant, CancellationToken stop)
    {
        while (true)
        {
            if (TryReplace(grant) is { } done) return done;
            await Task.Delay(Pause, stop);
        }
    }

    // Null while another process changes something.
    private bool? TryReplace(EnrolmentGrant grant)
    {
        lock (_changing)
        {
            if (TryLock() is not { } taken) return null;
            using (taken)
            {
                if (Find(grant.Id)?.Revision != grant.Revision - 1) return false;
                AtomicFile.Write(PathOf(grant.Id), Write(grant), AtomicFile.Private);
                return true;
            }
        }
    }

    private FileStream? TryLock()
    {
        try
        {
            return new(Path.Combine(folder, "lock"), new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.None, UnixCreateMode = AtomicFile.Private });
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static byte[] Write(EnrolmentGrant grant) => JsonSerializer.SerializeToUtf8Bytes(grant);

    private static bool IsId(string id) => id.Length is IdCharacters && id.All(c => char.IsAsciiHexDigitLower(c) || char.IsAsciiDigit(c));

    private string PathOf(string id) => Path.Combine(folder, id + Extension);
}
