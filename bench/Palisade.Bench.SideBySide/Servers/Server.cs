using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Palisade.Bench.SideBySide.Servers;

/// <summary>A server that was started, and all that it started. Ends with this object.</summary>
internal sealed partial class Server : IDisposable
{
    private const int HangupSignal = 1;

    private readonly Process _process;
    private readonly string _log;

    private Server(string name, int port, bool refuses, Process process, string log)
    {
        (Name, Port, Refuses, _process, _log) = (name, port, refuses, process, log);
        Tree = new ProcessTree(process.Id);
    }

    /// <summary>As the tables call it.</summary>
    public string Name { get; }

    /// <summary>Where it listens on the loopback address.</summary>
    public int Port { get; }

    /// <summary>Whether it is a firewall.</summary>
    public bool Refuses { get; }

    /// <summary>What it costs.</summary>
    public ProcessTree Tree { get; }

    /// <summary>How many lines of its output have the text.</summary>
    public int Words(string text)
    {
        using var lines = new StreamReader(new FileStream(_log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var count = 0;
        while (lines.ReadLine() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal)) count++;
        }

        return count;
    }

    /// <summary>Sends it SIGHUP.</summary>
    public void Hangup() => _ = Signal(_process.Id, HangupSignal);

    /// <summary>A port that is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts a program and waits until it takes connections.</summary>
    /// <param name="folder">Where its output is kept.</param>
    /// <param name="patience">How long it may take.</param>
    /// <exception cref="BenchException">It ended or did not listen in time; the message has its last words.</exception>
    public static async Task<Server> StartAsync(string name, int port, bool refuses, string folder, TimeSpan patience, string program, string[] arguments, CancellationToken stop)
    {
        var log = Path.Combine(folder, name.Replace(' ', '-') + ".log");
        // The shell puts the output into a file and then becomes the program: nothing of ours has to read along.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1 </dev/null", "sh", log, program, .. arguments]) { UseShellExecute = false };
        var server = new Server(name, port, refuses, Process.Start(start)!, log);
        try
        {
            await server.WaitAsync(patience, stop);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }

        _process.Dispose();
    }

    private async Task WaitAsync(TimeSpan patience, CancellationToken stop)
    {
        var since = Stopwatch.GetTimestamp();
        while (!_process.HasExited && Stopwatch.GetElapsedTime(since) < patience)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Port, stop);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(100, stop);
            }
        }

        var words = string.Join('\n', File.ReadLines(_log).TakeLast(20));
        var how = _process.HasExited ? $"ended with code {_process.ExitCode}" : string.Create(CultureInfo.InvariantCulture, $"did not listen within {patience.TotalSeconds:0} s");
        throw new BenchException($"{Name} {how}:\n{words}");
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int process, int signal);
}
