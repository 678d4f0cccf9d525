using System.Globalization;

namespace Palisade.Bench.SideBySide.Servers;

/// <summary>A process with all its children, as <c>/proc</c> shows them (proc(5)).</summary>
internal sealed class ProcessTree(int root)
{
    /// <summary>What <c>/proc</c> counts processor time in (USER_HZ).</summary>
    private const int TicksPerSecond = 100;

    /// <summary>User and system time of the living, and of the dead that were waited for.</summary>
    public TimeSpan ProcessorTime()
    {
        var ticks = 0L;
        foreach (var id in Members())
        {
            // Fields 14 to 17, of which the first after the name is the third.
            if (Stat(id) is { } stat) ticks += Number(stat[11]) + Number(stat[12]) + Number(stat[13]) + Number(stat[14]);
        }

        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }

    /// <summary>Resident memory now, in bytes.</summary>
    public long Memory() => Members().Sum(id => Status(id, "VmRSS:"));

    /// <summary>The most resident memory since <see cref="ForgetPeak"/>, in bytes; the sum of each process's own peak.</summary>
    public long PeakMemory() => Members().Sum(id => Status(id, "VmHWM:"));

    /// <summary>Lets the peak begin anew.</summary>
    public void ForgetPeak()
    {
        foreach (var id in Members())
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
    }

    private List<int> Members()
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Stat(id) is { } stat) parents[id] = (int)Number(stat[1]);
        }

        var members = new List<int> { root };
        for (var i = 0; i < members.Count; i++) members.AddRange(parents.Where(p => p.Value == members[i]).Select(p => p.Key));
        return members;
    }

    /// <summary>The fields behind the name, which may itself hold blanks; null when there is no such process.</summary>
    private static string[]? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Status(int id, string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : Number(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim()) * 1024;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
