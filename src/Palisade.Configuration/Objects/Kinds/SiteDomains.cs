using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary>The domains of a site, read alone: for who wants to know nothing else of it, and of many.</summary>
public static class SiteDomains
{
    /// <summary>The domains in a site's <c>spec</c>, in their order: item <c>i</c> is <c>spec.domains[i]</c>. What is no text is empty.</summary>
    public static IReadOnlyList<string> In(Node spec) => spec["domains"] is { Kind: NodeKind.List } domains ? [.. domains.Items.Select(d => d.Value)] : [];
}
