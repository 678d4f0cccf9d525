using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Palisade.Bench.SideBySide.Load;

/// <summary>Waiting to within a tenth of a millisecond, without turning in circles: the platform's own sleep counts in whole ones.</summary>
internal static partial class Pause
{
    /// <summary>Returns at <paramref name="timestamp"/> or soon after; at once when it is past.</summary>
    public static void Until(long timestamp)
    {
        while (true)
        {
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), timestamp).TotalMicroseconds;
            if (left < 1) return;
            _ = Sleep((uint)Math.Min(left, 900_000));
        }
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sleep(uint microseconds);
}
