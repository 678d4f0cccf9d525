using System.Text;
using Palisade.Bench.Fleet.Running;

namespace Palisade.Bench.Fleet.Poison;

/// <summary>How a poison must end.</summary>
internal enum Fate
{
    /// <summary>The manager answers 4xx and names what is wrong; nothing is stored.</summary>
    Refused,

    /// <summary>The manager takes it, and within two seconds tells which gateway does not, and why.</summary>
    Told,

    /// <summary>It is no fault, or its tenant's own: it is served, told or refused, and nobody else notices.</summary>
    Borne,
}

/// <summary>One kind of poison configuration.</summary>
/// <param name="Name">What it is, in a few words.</param>
/// <param name="Fate">How it must end.</param>
/// <param name="Says">What the answer or the gateways' refusal must have in it.</param>
/// <param name="Body">What is sent to <c>apply</c> of the poisoner's tenant; the argument is its name.</param>
internal sealed record Dose(string Name, Fate Fate, string Says, Func<string, byte[]> Body)
{
    /// <summary>How its body says it is written.</summary>
    public string Type { get; init; } = "application/yaml";

    /// <summary>A path of the poisoner's own site that is asked once it was taken, many times; null for none.</summary>
    public string? Ask { get; init; }

    /// <summary>What is answered to <see cref="Ask"/> once it is in force, while all else of the site goes on; null for whatever it is.</summary>
    public int? Answers { get; init; }

    /// <summary>Objects as YAML.</summary>
    public static Dose Yaml(string name, Fate fate, string says, string yaml) => new(name, fate, says, tenant => Encoding.UTF8.GetBytes(yaml.Replace("TENANT", tenant, StringComparison.Ordinal)));

    /// <summary>Objects as JSON.</summary>
    public static Dose Json(string name, Fate fate, string says, string json) => Yaml(name, fate, says, json) with { Type = "application/json" };

    /// <summary>The site that is there, with more in its spec.</summary>
    public static Dose Site(string name, Fate fate, string says, string more, string before = "") =>
        Yaml(name, fate, says, (before.Length > 0 ? before + "---\n" : "") + SiteText.Site("shop", "TENANT.example", 1, more));

    /// <summary>Rules that the site uses.</summary>
    public static Dose Rules(string name, Fate fate, string says, string rules, string data = "") => new(name, fate, says, tenant => Encoding.UTF8.GetBytes(
        $"kind: rule_set\nmetadata: {{name: bad}}\nspec:\n  rules:\n  - name: a.conf\n    text: |\n{Indented(rules)}\n{data}---\n{SiteText.Site("shop", $"{tenant}.example", 1, ", rule_set: bad")}"));

    private static string Indented(string text) => string.Join('\n', text.Split('\n').Select(l => $"      {l}"));
}
