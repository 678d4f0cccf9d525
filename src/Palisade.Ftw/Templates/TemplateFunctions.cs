using System.Collections.Frozen;

namespace Palisade.Ftw.Templates;

/// <summary>A function of the template language.</summary>
/// <param name="Least">Fewest arguments.</param>
/// <param name="Most">Most arguments.</param>
internal sealed record TemplateFunction(int Least, int Most, Func<TemplateArguments, object?> Run);

/// <summary>The one list of functions: Go's own and those of sprig that tests use.</summary>
internal static class TemplateFunctions
{
    /// <summary>Longest list that a function makes.</summary>
    internal const int MaxItems = 100_000;

    // 'and' and 'or' choose which arguments are evaluated; TemplateRun does them.
    private static readonly FrozenDictionary<string, TemplateFunction> Table =
        TextFunctions.All.Concat(CodeFunctions.All).Concat(ListFunctions.All).Concat(NumberFunctions.All).Concat(LogicFunctions.All)
            .ToFrozenDictionary(f => f.Name, f => f.Function, StringComparer.Ordinal);

    /// <summary>Whether the function is known.</summary>
    public static bool Exists(string name) => name is "and" or "or" || Table.ContainsKey(name);

    /// <summary>Calls a function, or throws <see cref="TemplateFaultException"/>.</summary>
    public static object? Call(string name, IReadOnlyList<object?> values)
    {
        if (!Table.TryGetValue(name, out var function)) throw new TemplateFaultException($"{name}: an argument is missing");
        if (values.Count < function.Least || values.Count > function.Most)
        {
            throw new TemplateFaultException($"{name}: {values.Count} arguments are given");
        }

        return function.Run(new(name, values));
    }

    /// <summary>An entry of the list.</summary>
    internal static (string Name, TemplateFunction Function) Entry(string name, int least, int most, Func<TemplateArguments, object?> run) =>
        (name, new(least, most, run));
}
