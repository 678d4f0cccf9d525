using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Palisade.Gateway.Tests.Filter.Limits;

/// <summary>A test that needs Debian's redis-server; skipped, and counted as such, where there is none.</summary>
public sealed class FactWithRedisAttribute : FactAttribute
{
    public FactWithRedisAttribute()
    {
        if (RedisServer.Program is null) Skip = "redis-server is not installed";
    }
}

/// <summary>A Redis of our own, which can be killed and started again on its port.</summary>
internal sealed class RedisServer : IDisposable
{
    private Process? _process;

    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(f => Path.Combine(f, "redis-server")).FirstOrDefault(File.Exists);

    public int Port { get; } = Ports.Free();

    public string Url => $"redis://127.0.0.1:{Port}";

    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Program!, ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]) { RedirectStandardOutput = true, UseShellExecute = false });
        _process!.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        for (var i = 0; ; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (i < 200)
            {
                await Task.Delay(50);
            }
        }
    }

    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    public void Dispose() => Kill();
}
