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
        using var handle = Open(folder);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Returns when everything on the folder's file system is on the disk: for many new files, faster than one after the other.</summary>
    public static void FlushAll(string folder)
    {
        using var handle = Open(folder);
        if (SyncFileSystem(handle) is not 0) throw new IOException($"The file system of '{folder}' cannot be flushed (error {Marshal.GetLastPInvokeError()}).");
    }

    private static SafeFileHandle Open(string folder)
    {
        var handle = Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnlyFolder);
        return handle.IsInvalid ? throw new IOException($"The folder '{folder}' cannot be opened (error {Marshal.GetLastPInvokeError()}).") : handle;
    }

    // The runtime refuses to open a folder as a file, and fsync needs it open.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial SafeFileHandle Open(byte[] path, int flags);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFileSystem(SafeFileHandle folder);
}
