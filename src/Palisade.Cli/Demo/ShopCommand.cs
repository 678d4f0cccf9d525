using System.CommandLine;
using Palisade.Cli.Terminal;
using Palisade.DemoShop;

namespace Palisade.Cli.Demo;

/// <summary><c>palisade shop</c>: the vulnerable demo shop alone, for trying attacks and other firewalls on it.</summary>
internal static class ShopCommand
{
    private const int UsualPort = 8081;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "TCP port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => UsualPort };
        port.Validators.Add(r =>
        {
            if (r.Tokens.Count > 0 && (!int.TryParse(r.Tokens[0].Value, out var value) || value is < 0 or > ushort.MaxValue)) r.AddError($"--port: '{r.Tokens[0].Value}' is not a port (0 to 65535)");
        });
        var command = new Command("shop", "Run the demo shop alone. It is vulnerable on purpose and answers this machine only.") { port };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(port), Screen.Of(parsed)));
        return command;
    }

    private static async Task<int> RunAsync(int port, Screen screen)
    {
        using var signals = new Signals();
        try
        {
            await using var shop = await Shop.StartAsync(port, signals.Stop);
            await screen.Output.WriteLineAsync($"{shop.Address}");
            screen.Note("the demo shop is open and vulnerable on purpose; Ctrl-C closes it");
            await signals.WaitAsync();
            return ExitCode.Done;
        }
        catch (IOException e)
        {
            screen.Fail($"the shop cannot listen on 127.0.0.1:{port}: {(e.InnerException ?? e).Message}");
            return ExitCode.CannotStart;
        }
    }
}
