using System.Globalization;

namespace Palisade.Bench.Fleet.Processes;

/// <summary>What a process uses, as <c>/proc</c> shows it (proc(5)). Zero for one that ended.</summary>
internal sealed class Usage(int id)
{
    /// <summary>What <c>/proc</c> counts processor time in (USER_HZ).</summary>
    private const int TicksPerSecond = 100;

    /// <summary>Resident memory now, in bytes.</summary>
    public long Memory => Status("VmRSS:");

    /// <summary>The most resident memory since <see cref="ForgetPeak"/>, in bytes.</summary>
    public long PeakMemory => Status("VmHWM:");

    /// <summary>User and system time so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            if (Read($"/proc/{id}/stat") is not { } text) return TimeSpan.Zero;
            // Fields 14 and 15, of which the first after the name is the third.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return TimeSpan.FromSeconds((double)(Number(fields[11]) + Number(fields[12])) / TicksPerSecond);
        }
    }

    /// <summary>Lets the peak begin anew.</summary>
    public void ForgetPeak()
    {
        try
        {
            File.WriteAllText($"/proc/{id}/clear_refs", "5");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Ended, or not ours to reset: the peak is then that of its whole life.
        }
    }

    private long Status(string name) =>
        Read($"/proc/{id}/status")?.Split('\n').FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? Number(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim()) * 1024
            : 0;

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
