using System.Text.RegularExpressions;
using Palisade.Configuration.Documents;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>The criterion <c>httpRequest</c>: parts of a request, each compared with a value.</summary>
internal static class RequestCriterion
{
    /// <summary>The alternatives.</summary>
    public static IReadOnlyList<Node> Of(Node criterion)
    {
        if (criterion["matchValues"] is not { Kind: NodeKind.List, Items.Count: > 0 } values) throw new NotEnforcedException("httpRequest has no matchValues");
        var parts = values.Items.Select(Part).ToList();
        return criterion["operation"]?.Value switch
        {
            "matchAll" => MatchCriteria.All(parts),
            null or "" or "atLeastOne" => [.. parts.SelectMany(p => p)],
            var other => throw new NotEnforcedException($"a criterion compares by {Criterion.Plain(other)}"),
        };
    }

    private static IReadOnlyList<Node> Part(Node part)
    {
        var (matcher, inverted) = Comparison(part);
        return part["part"]?.Value switch
        {
            "url" => [Map(("path", Criterion.With(matcher, "invert_matcher", inverted)))],
            "header" => Criterion.Held("headers", "name", NameOf(part), matcher, inverted),
            "parameter" => Parameter(NameOf(part), matcher, inverted),
            var other => throw new NotEnforcedException($"httpRequest compares the part {Criterion.Plain(other ?? "")}"),
        };
    }

    // It is in the query or in the form; where it must not hold a value, in neither.
    private static IReadOnlyList<Node> Parameter(string name, Node matcher, bool inverted)
    {
        var (query, form) = (Criterion.Held("query_params", "key", name, matcher, inverted)[0], Criterion.Held("arg_matchers", "name", name, matcher, inverted)[0]);
        return inverted ? [Criterion.Joined(query, form)] : [query, form];
    }

    private static (Node Matcher, bool Inverted) Comparison(Node part)
    {
        var value = part["value"] is { Kind: NodeKind.Text or NodeKind.Number, Value.Length: > 0 } given ? given.Value : throw new NotEnforcedException("httpRequest has a part without value");
        return part["operation"]?.Value switch
        {
            "equals" => (Map(("exact_values", Texts([value]))), false),
            "includes" => (Map(("regex_values", Texts([Criterion.Pattern(Regex.Escape(value))]))), false),
            "doesNotInclude" => (Map(("regex_values", Texts([Criterion.Pattern(Regex.Escape(value))]))), true),
            "matchRegExp" => (Map(("regex_values", Texts([Criterion.Pattern(value)]))), false),
            "doNotMatchRegExp" => (Map(("regex_values", Texts([Criterion.Pattern(value)]))), true),
            var other => throw new NotEnforcedException($"httpRequest compares by {Criterion.Plain(other ?? "")}"),
        };
    }

    private static string NameOf(Node part) => part["name"] is { Kind: NodeKind.Text, Value.Length: > 0 } name ? name.Value : throw new NotEnforcedException("httpRequest has a part without name");
}
