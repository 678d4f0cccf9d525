using System.ComponentModel;
using System.Diagnostics;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Evaluation;

/// <summary>Starts the program of an <c>exec</c> action and does not wait for it: the request goes on.</summary>
internal static class ProgramRunner
{
    public static void Start(string program, RuleInfo rule, TransactionControl control)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program) { UseShellExecute = false, WorkingDirectory = "/" });
        }
        catch (Exception fault) when (fault is Win32Exception or FileNotFoundException or InvalidOperationException)
        {
            control.Fault($"rule {rule.Id}: exec could not start '{program}': {fault.Message}");
        }
    }
}
