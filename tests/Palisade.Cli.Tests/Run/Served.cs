namespace Palisade.Cli.Tests.Run;

/// <summary>A running <c>palisade run</c> with what it printed first.</summary>
internal sealed class Served : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };

    private Served(Running process, Uri address) => (Process, Address) = (process, address);

    public Running Process { get; }

    /// <summary>Where the gateway listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts a gateway on a free port, without administration and events unless the arguments say otherwise.</summary>
    public static async Task<Served> StartAsync(params string[] args)
    {
        var process = Running.Start(["run", "--listen", "127.0.0.1:0", "--admin", "off", "--events", "off", "--manager-listen", "off", .. args]);
        try
        {
            var lines = await process.ReadUntilAsync("through Palisade");
            return new Served(process, new Uri(lines[^1].Split("through Palisade")[1].Trim()));
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>The status of a GET.</summary>
    public async Task<int> StatusAsync(string path)
    {
        using var answer = await _client.GetAsync(new Uri(Address, path));
        return (int)answer.StatusCode;
    }

    /// <summary>Asks again and again until the status is the expected one.</summary>
    public async Task UntilStatusAsync(string path, int expected)
    {
        for (var attempt = 0; attempt < 150; attempt++)
        {
            if (await StatusAsync(path) == expected) return;
            await Task.Delay(100);
        }

        Assert.Fail($"{path} never answered {expected}.\n{Process.Error}");
    }

    /// <summary>Waits until standard error holds a text.</summary>
    public async Task UntilSaidAsync(string text)
    {
        for (var attempt = 0; attempt < 150 && !Process.Error.Contains(text, StringComparison.Ordinal); attempt++) await Task.Delay(100);
        Assert.Contains(text, Process.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Process.Dispose();
        _client.Dispose();
    }
}
