using System.Diagnostics.CodeAnalysis;
using Palisade.Trust.Disk;

namespace Palisade.Trust.Revocation;

/// <summary>
/// Keeps the revocation lists that hold in a folder, so that a restart forgets neither what was taken back nor which list was
/// the last: an older one stays refused.
/// </summary>
public sealed class RevocationFiles(string folder, Revocations revocations)
{
    private const string Pattern = "revoked-*.list";

    /// <summary>Takes the kept lists. What cannot be taken is named with its reason, and stays where it is.</summary>
    public IReadOnlyList<string> Load()
    {
        Directory.CreateDirectory(folder, AtomicFile.PrivateFolder);
        List<string> faults = [];
        // revoked-0 is the root's where there is one: it decides whether the other's signer still counts.
        foreach (var file in Directory.EnumerateFiles(folder, Pattern).Order(StringComparer.Ordinal))
        {
            if (BoundedFile.TryRead(file, RevocationText.MostBytes) is not { } bytes) faults.Add($"{file}: The list cannot be read, or is too long.");
            else if (!revocations.TryTake(bytes, out var refusal)) faults.Add($"{file}: {refusal.Reason}");
        }

        return faults;
    }

    /// <summary>Takes a list and keeps it.</summary>
    /// <exception cref="IOException">It holds, and could not be written.</exception>
    public bool TryTake(ReadOnlySpan<byte> signed, [NotNullWhen(false)] out Refusal<ListRefusal>? refusal)
    {
        if (!revocations.TryTake(signed, out refusal)) return false;
        var lists = revocations.Signed;
        // From the end: an interruption leaves one list twice, and loses none.
        for (var i = lists.Count - 1; i >= 0; i--) AtomicFile.Write(Path.Combine(folder, $"revoked-{i}.list"), lists[i].Span, AtomicFile.Private);
        return true;
    }
}
