using System.Buffers;
using System.CommandLine;
using System.Text;
using Palisade.Cli.Terminal;
using Palisade.Events;
using Palisade.Events.Filters;
using Palisade.Events.Format;
using Palisade.Events.Log;

namespace Palisade.Cli.EventLog;

/// <summary><c>palisade events</c>: what happened, the last of it or everything, as it comes, and one event in full.</summary>
internal static class EventsCommand
{
    private const int UsualCount = 20;

    private static readonly string About =
        $"""
        Show security events: the last {UsualCount}, those that pass all TERMs, or more as they come.
        A TERM compares a field: action=blocked, client=10.0.0.0/8, rule=942100-942999, path=/login*, since=10m, score>=10.
        Fields: {string.Join(", ", EventFilter.Fields)}.
        """;

    /// <summary>The command with its subcommand.</summary>
    public static Command Create()
    {
        var words = new Argument<string[]>("FILE TERM") { Arity = ArgumentArity.ZeroOrMore, Description = "An event file [default: where 'palisade run' writes], and terms to choose by." };
        var count = new Option<int>("--lines", "-n") { HelpName = "N", Description = "Show the last N; 0 for all.", DefaultValueFactory = _ => UsualCount };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with those to come." };
        var json = new Option<bool>("--json") { Description = "The events as they are written, one JSON object a line." };
        var command = new Command("events", About) { words, count, follow, json, Show() };
        command.SetAction((parsed, _) => RunAsync(
            new Wanted(parsed.GetValue(words) ?? [], parsed.GetValue(count), parsed.GetValue(follow), parsed.GetValue(json)),
            Screen.Of(parsed)));
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string>("ID") { Description = "The support id, or its beginning." };
        var file = new Argument<string?>("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "An event file [default: where 'palisade run' writes]." };
        var json = new Option<bool>("--json") { Description = "The event as it is written." };
        var command = new Command("show", "Show everything about one event.") { id, file, json };
        command.SetAction((parsed, _) => ShowAsync(parsed.GetRequiredValue(id), parsed.GetValue(file) ?? DefaultEvents.File, parsed.GetValue(json), Screen.Of(parsed)));
        return command;
    }

    private static async Task<int> RunAsync(Wanted wanted, Screen screen)
    {
        var (query, fault) = EventQuery.Read(wanted.Words, TimeProvider.System);
        if (query is null) return Refuse(screen, ExitCode.Usage, fault!);
        if (wanted.Count < 0) return Refuse(screen, ExitCode.Usage, "--lines: it is 0 or more");
        if (!File.Exists(query.File) && !wanted.Follow) return Refuse(screen, ExitCode.Configuration, Missing(query.File));
        using var signals = new Signals();
        var file = new EventFile(query.File, TimeProvider.System);
        var events = wanted.Count is 0
            ? file.Read(query.Filter, wanted.Follow, signals.Stop)
            : file.Tail(wanted.Count, query.Filter, wanted.Follow, signals.Stop);
        return await WriteAsync(events, wanted.Json, screen, query.File);
    }

    private static async Task<int> WriteAsync(IAsyncEnumerable<SecurityEvent> events, bool json, Screen screen, string file)
    {
        try
        {
            await foreach (var what in events) await screen.Output.WriteLineAsync(json ? Json(what) : EventLine.Of(what, screen));
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Done; // asked to stop
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(screen, ExitCode.Configuration, $"{file} cannot be read: {e.Message}");
        }
    }

    private static async Task<int> ShowAsync(string id, string path, bool json, Screen screen)
    {
        if (!File.Exists(path)) return Refuse(screen, ExitCode.Configuration, Missing(path));
        var found = 0;
        try
        {
            await foreach (var what in new EventFile(path, TimeProvider.System).Read(EventFilter.All, follow: false))
            {
                if (!what.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)) continue;
                if (found++ > 0 && !json) await screen.Output.WriteLineAsync();
                if (json) await screen.Output.WriteLineAsync(Json(what));
                else new EventDetail(screen).Write(what);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(screen, ExitCode.Configuration, $"{path} cannot be read: {e.Message}");
        }

        return found > 0 ? ExitCode.Done : Refuse(screen, ExitCode.Configuration, $"no event '{ByteText.Clean(id)}' in {path}");
    }

    private static int Refuse(Screen screen, int code, string fault)
    {
        screen.Fail(fault);
        return code;
    }

    private static string Missing(string file) => $"there are no events yet: {file} does not exist";

    private static string Json(SecurityEvent what)
    {
        var buffer = new ArrayBufferWriter<byte>();
        EventJson.Write(what, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan).TrimEnd('\n');
    }

    private sealed record Wanted(string[] Words, int Count, bool Follow, bool Json);
}
