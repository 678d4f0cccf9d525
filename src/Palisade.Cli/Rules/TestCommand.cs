using System.CommandLine;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Rules;

/// <summary><c>palisade rules test</c>: runs go-ftw test files.</summary>
internal static class TestCommand
{
    private const string About =
        """
        Run tests in go-ftw's format, such as those of the OWASP Core Rule Set.

        With --rules, against a gateway of its own on the loopback address, rules in simulation, with a backend that
        answers as the tests ask. With --url and --log, against any running WAF whose log can be read.
        Ends with 'N passed, N failed, N skipped'; exit code 1 when something failed, 2 when there was nothing to run.
        """;

    private static readonly Argument<string[]> Tests = new("TESTS")
    {
        Description = "Test files, and folders of *.yaml and *.yml of any depth.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Rules = new("--rules") { Description = "The folder of SecLang rules to test.", HelpName = "DIR" };
    private static readonly Option<string?> Overrides = new("--overrides")
    {
        Description = "Other expectations for some tests, each with its reason (go-ftw's test_overrides or testoverride); 'none' for none. [default with --rules: Palisade's own for the Core Rule Set]",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Url = new("--url") { Description = "Test a WAF that runs there, in the place of --rules.", HelpName = "URL" };
    private static readonly Option<string?> Log = new("--log") { Description = "The file that this WAF logs matched rules and the header X-CRS-Test to.", HelpName = "FILE" };
    private static readonly Option<bool> Insecure = new("--insecure") { Description = "Take any certificate of an https URL." };
    private static readonly Option<int> Paranoia = new("--paranoia") { Description = "Paranoia level of the Core Rule Set, 1 to 4.", HelpName = "1-4", DefaultValueFactory = _ => 4 };
    private static readonly Option<int> Jobs = new("--jobs") { Description = "Tests at the same time (with --url always 1).", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
    private static readonly Option<int> Timeout = new("--timeout") { Description = "Longest wait for an answer, in seconds.", HelpName = "SECONDS", DefaultValueFactory = _ => 10 };
    private static readonly Option<string?> Include = new("--include") { Description = "Run only tests whose ruleid-testid matches; wins over --exclude.", HelpName = "REGEX" };
    private static readonly Option<string?> Exclude = new("--exclude") { Description = "Leave out tests whose ruleid-testid matches.", HelpName = "REGEX" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the result as one JSON object." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("test", About) { Tests, Rules, Overrides, Url, Log, Insecure, Paranoia, Jobs, Timeout, Include, Exclude, Json };
        command.Validators.Add(result =>
        {
            var (url, log) = (result.GetValue(Url), result.GetValue(Log));
            if (url is null && result.GetValue(Rules) is null) result.AddError("--rules DIR, or --url URL with --log FILE, is needed");
            if (url is null != log is null) result.AddError("--url and --log go together");
        });
        Bound(Paranoia, 1, 4);
        Bound(Jobs, 1, 1024);
        Bound(Timeout, 1, 3600);
        command.SetAction((parsed, _) => new TestCommandRun(Options(parsed), Screen.Of(parsed)).RunAsync());
        return command;
    }

    private static TestOptions Options(ParseResult parsed) => new()
    {
        Tests = parsed.GetValue(Tests) ?? [],
        Rules = parsed.GetValue(Rules),
        Overrides = parsed.GetValue(Overrides),
        Url = parsed.GetValue(Url),
        Log = parsed.GetValue(Log),
        Insecure = parsed.GetValue(Insecure),
        Paranoia = parsed.GetValue(Paranoia),
        Jobs = parsed.GetValue(Jobs),
        Timeout = TimeSpan.FromSeconds(parsed.GetValue(Timeout)),
        Include = parsed.GetValue(Include),
        Exclude = parsed.GetValue(Exclude),
        Json = parsed.GetValue(Json),
    };

    private static void Bound(Option<int> option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.Tokens is not [var token, ..]) return;
        if (!int.TryParse(token.Value, out var value) || value < least || value > most) result.AddError($"{option.Name}: '{token.Value}' is not a number from {least} to {most}");
    });
}
