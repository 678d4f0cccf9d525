using System.Text;
using Palisade.Engine.Operators;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Tests.Operators;

/// <summary>Operators as a rule would have them; texts are bytes widened to characters.</summary>
internal static class Op
{
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static (Operator? Operator, List<Diagnostic> Faults) Create(string name, string argument, OperatorOptions? options = null, string file = "rules/test.conf")
    {
        List<Diagnostic> faults = [];
        var syntax = new OperatorSyntax(new Place(file, 3, 10), Negated: false, name, argument, new Place(file, 3, 20));
        return (OperatorTable.Create(syntax, options ?? new OperatorOptions(), faults), faults);
    }

    public static Operator Of(string name, string argument, OperatorOptions? options = null, string file = "rules/test.conf")
    {
        var (created, faults) = Create(name, argument, options, file);
        Assert.True(created is not null, string.Join('\n', faults));
        return created;
    }

    public static bool Matches(string name, string argument, string value, string? expanded = null) =>
        Of(name, argument).Matches(Bytes(value), Run(expanded));

    public static string[] Captures(string name, string argument, string value)
    {
        var run = Run();
        run.WantsCaptures = true;
        Of(name, argument).Matches(Bytes(value), run);
        return [.. Enumerable.Range(0, run.CaptureCount).Select(i => Encoding.Latin1.GetString(run[i]))];
    }

    public static OperatorRun Run(string? expanded = null) => new() { Argument = expanded is null ? default : Bytes(expanded) };
}
