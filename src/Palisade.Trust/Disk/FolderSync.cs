using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Palisade.Trust.Disk;

/// <summary>Makes the names in a folder outlast a loss of power: what a rename or a deletion changed is written down.</summary>
internal static partial class FolderSync
{
    private const int ReadOnlyFolder = 0x10000 | 0x80000; // O_DIRECTORY | O_CLOEXEC on Linux

    /// <summary>Returns when the folder's entries are on the disk.</summary>
    public static void Flush(string folder)
    {
        using var handle = Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnlyFolder);
        if (handle.IsInvalid) throw new IOException($"The folder '{folder}' cannot be opened (error {Marshal.GetLastPInvokeError()}).");
        RandomAccess.FlushToDisk(handle);
    }

    // The runtime refuses to open a folder as a file, and fsync needs it open.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial SafeFileHandle Open(byte[] path, int flags);
}
