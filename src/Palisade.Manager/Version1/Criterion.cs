using System.Text.RegularExpressions;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Policies;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>That a criterion cannot be enforced here, and why. Caught where policies are read.</summary>
internal sealed class NotEnforcedException(string why) : Exception(why);

/// <summary>
/// One match criterion as conditions of a <c>service_policy</c> rule: alternatives, one of which must hold, each with conditions that must all hold. Nothing is left out or
/// loosened: what has no exact counterpart is not enforced at all.
/// </summary>
internal static class Criterion
{
    private static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal)
    {
        ["httpRequestUserAgent"] = "User-Agent",
        ["httpRequestContentType"] = "Content-Type",
        ["httpRequestAcceptLanguage"] = "Accept-Language",
        ["httpRequestRefererUrl"] = "Referer",
    };

    private static readonly string[] OnlyHere = ["(?", "-[", "\\p", "\\P", "\\u", "\\k", "\\G", "\\c"];

    /// <summary>The alternatives.</summary>
    /// <param name="addresses">Makes a set of addresses and gives its name.</param>
    public static IReadOnlyList<Node> Of(Node criterion, Func<IReadOnlyList<string>, string> addresses, Func<string, IReadOnlyList<string>?> group)
    {
        var type = criterion["type"]?.Value ?? "";
        return type switch
        {
            "sourceIpAddresses" => [Map(("ip_matcher", With(Map(("prefix_sets", Texts([addresses(AddressesOf(criterion, group))]))), "invert_matcher", Inverted(criterion))))],
            "sourceGeolocation" => GeoCriterion.Of(criterion, Inverted(criterion)),
            "httpRequestUrl" => [Map(("path", With(Matcher(criterion, ofPath: true), "invert_matcher", Inverted(criterion))))],
            "httpRequestFileExtension" => [Map(("path", With(Map(("suffix_values", Texts(Values(criterion).Select(e => "." + e.TrimStart('.'))))), "invert_matcher", Inverted(criterion))))],
            "httpRequestMethod" => [Map(("http_method", With(Map(("methods", Texts(Values(criterion).Select(m => m.ToUpperInvariant()).Select(Method)))), "invert_matcher", Inverted(criterion))))],
            "httpRequestHostName" => [Map(("domain_matcher", With(Matcher(criterion, lower: true), "invert_matcher", Inverted(criterion))))],
            "httpRequestHeaderName" => Present(Values(criterion), Inverted(criterion), "headers", "name"),
            "httpRequestHeaderValue" => Held("headers", "name", NameOf(criterion), Matcher(criterion), Inverted(criterion)),
            "httpRequestCookies" => Held("cookie_matchers", "name", NameOf(criterion), Matcher(criterion), Inverted(criterion)),
            "httpRequestCookieName" => Present(CookieNames(criterion), Inverted(criterion), "cookie_matchers", "name"),
            "httpRequestParameterName" => Parameters(Values(criterion), Inverted(criterion)),
            "httpRequest" => RequestCriterion.Of(criterion),
            _ when Headers.TryGetValue(type, out var header) => Held("headers", "name", header, Matcher(criterion), Inverted(criterion)),
            _ => throw new NotEnforcedException($"there is nothing like the criterion {Plain(type)} here"),
        };
    }

    /// <summary>A pattern that the engine takes: without what needs backtracking.</summary>
    public static string Pattern(string text)
    {
        // Words of this library that the gateways' engine reads otherwise, or not at all.
        if (OnlyHere.Any(w => text.Replace("(?:", "(", StringComparison.Ordinal).Contains(w, StringComparison.Ordinal))) throw new NotEnforcedException("a regular expression has groups or classes of another kind");
        if (text.Length is 0 or > 1000) throw new NotEnforcedException("a regular expression is empty or has more than 1000 characters");
        try
        {
            _ = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            return text;
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            throw new NotEnforcedException("a regular expression is none, or needs backtracking");
        }
    }

    /// <summary>A field that holds a value: of what is sent twice, one is enough.</summary>
    public static IReadOnlyList<Node> Held(string list, string key, string name, Node matcher, bool inverted) =>
        [Map((list, Node.OfList([With(Map((key, Node.OfText(name)), ("item", matcher)), "invert_matcher", inverted)])))];

    /// <summary>Parameters of the query or of a form.</summary>
    public static IReadOnlyList<Node> Parameters(IReadOnlyList<string> names, bool inverted) =>
        inverted ? [Joined(Present(names, inverted, "query_params", "key")[0], Present(names, inverted, "arg_matchers", "name")[0])]
        : [.. Present(names, inverted, "query_params", "key"), .. Present(names, inverted, "arg_matchers", "name")];

    /// <summary>Two mappings with other members.</summary>
    public static Node Joined(Node one, Node other) => other.Members.Aggregate(one, (all, m) => all.With(m.Key, m.Value));

    /// <summary>The same, with a flag where it is set.</summary>
    public static Node With(Node node, string flag, bool set) => set ? node.With(flag, Node.OfFlag(value: true)) : node;

    /// <summary>For a header, which holds only ASCII.</summary>
    public static string Plain(string text) => new([.. text.Take(64).Select(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' ? c : '?')]);

    /// <summary>The values of a criterion, one at least.</summary>
    public static IReadOnlyList<string> Values(Node criterion, string name = "values")
    {
        if (criterion[name] is not { Kind: NodeKind.List, Items.Count: > 0 } list) throw new NotEnforcedException($"a criterion has no {name}");
        return [.. list.Items.Select(i => i.Kind is NodeKind.Text or NodeKind.Number && i.Value.Length > 0 ? i.Value : throw new NotEnforcedException($"one of the {name} of a criterion is no text"))];
    }

    private static bool Inverted(Node criterion) => criterion["operation"]?.Value switch
    {
        null or "" or "atLeastOne" => false,
        "excludeAll" => true,
        var other => throw new NotEnforcedException($"a criterion compares by {Plain(other)}"),
    };

    private static Node Matcher(Node criterion, bool ofPath = false, bool lower = false)
    {
        var values = lower ? [.. Values(criterion).Select(v => v.ToLowerInvariant())] : Values(criterion);
        return (criterion["match"]?.Value ?? criterion["matchType"]?.Value ?? "exact").ToLowerInvariant() switch
        {
            "exact" => Map(("exact_values", Texts(values))),
            "prefix" when ofPath => Map(("prefix_values", Texts(values))),
            "suffix" when ofPath => Map(("suffix_values", Texts(values))),
            "prefix" => Map(("regex_values", Texts(values.Select(v => Pattern("^" + Regex.Escape(v)))))),
            "suffix" => Map(("regex_values", Texts(values.Select(v => Pattern(Regex.Escape(v) + "$"))))),
            "contains" or "includes" => Map(("regex_values", Texts(values.Select(v => Pattern(Regex.Escape(v)))))),
            "regexp" or "regex" or "regularexpression" => Map(("regex_values", Texts(values.Select(Pattern)))),
            var other => throw new NotEnforcedException($"a criterion matches by {Plain(other)}"),
        };
    }

    private static string Method(string method) => MethodText.IsMethod(method) ? method : throw new NotEnforcedException("a criterion names a method that is none");

    private static string NameOf(Node criterion) => criterion["name"] is { Kind: NodeKind.Text, Value.Length: > 0 } name ? name.Value : throw new NotEnforcedException("a criterion has no name");

    private static List<string> CookieNames(Node criterion)
    {
        var cookies = criterion["cookieNames"]?.Items ?? [];
        if (cookies.Count == 0 || cookies.Any(c => c["cookie"]?.Value is not { Length: > 0 } || (c["matchType"]?.Value ?? "exact").ToLowerInvariant() is not "exact")) throw new NotEnforcedException("names of cookies are compared as a whole only");
        return [.. cookies.Select(c => c["cookie"]!.Value)];
    }

    // One of them is there: an alternative for each. None is: all conditions at once.
    private static IReadOnlyList<Node> Present(IReadOnlyList<string> names, bool inverted, string list, string key)
    {
        Node One(string name) => Map((key, Node.OfText(name)), (inverted ? "check_not_present" : "check_present", Node.EmptyMap));
        return inverted ? [Map((list, Node.OfList([.. names.Select(One)])))] : [.. names.Select(n => Map((list, Node.OfList([One(n)]))))];
    }

    private static List<string> AddressesOf(Node criterion, Func<string, IReadOnlyList<string>?> group)
    {
        var all = new List<string>();
        foreach (var name in criterion["ipGroups"]?.Items ?? []) all.AddRange(group(name.Value) ?? throw new NotEnforcedException("an IP group is not there"));
        foreach (var entry in criterion["userDefined"]?.Items ?? []) all.AddRange(AddressEntries.Loose(entry) ?? throw new NotEnforcedException("one of the addresses is none"));
        return all.Count > 0 || criterion["ipGroups"]?.Items.Count > 0 ? all : throw new NotEnforcedException("a criterion has no addresses");
    }
}
