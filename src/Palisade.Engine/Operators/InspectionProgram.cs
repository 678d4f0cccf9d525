using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Palisade.Engine.Operators;

/// <summary>One run of the program of <c>@inspectFile</c>.</summary>
internal static class InspectionProgram
{
    // The first bytes decide; a program that prints without end is ended by its time limit.
    private const int KeptOutput = 512;

    /// <summary>Runs the program, waits for its end at most for the limit, and ends it and its children after that.</summary>
    /// <returns>The first bytes it printed, one character each; nothing when it could not be started.</returns>
    public static (string Output, bool TimedOut) Run(string program, ReadOnlySpan<byte> argument, TimeSpan limit)
    {
        // Arguments are handed over as UTF-8; names of temporary files are ASCII.
        var start = new ProcessStartInfo(program, [Encoding.UTF8.GetString(argument)])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            StandardOutputEncoding = Encoding.Latin1,
        };
        try
        {
            using var process = new Process { StartInfo = start };
            var output = new StringBuilder();
            process.OutputDataReceived += (_, line) => Keep(line.Data, output);
            process.Start();
            process.StandardInput.Close();
            process.BeginOutputReadLine();
            if (process.WaitForExit(limit))
            {
                // The second wait, without a limit, is what lets the last output arrive.
                process.WaitForExit();
                return (output.ToString(), false);
            }

            process.Kill(entireProcessTree: true);
            return ("", true);
        }
        catch (Exception fault) when (fault is Win32Exception or InvalidOperationException or IOException)
        {
            return ("", false);
        }
    }

    private static void Keep(string? line, StringBuilder output)
    {
        if (line is not null && output.Length < KeptOutput) output.Append(line).Append('\n');
    }
}
