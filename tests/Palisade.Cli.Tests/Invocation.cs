namespace Palisade.Cli.Tests;

/// <summary>One command line, run inside the test.</summary>
internal sealed record Invocation(int Code, string Output, string Error)
{
    public static async Task<Invocation> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, output, error);
        return new Invocation(code, output.ToString(), error.ToString());
    }
}
