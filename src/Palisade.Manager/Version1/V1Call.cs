using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Access;
using Palisade.Manager.Sessions;
using Palisade.Storage;

namespace Palisade.Manager.Version1;

/// <summary>One request of the v1 interface: who asks, what the path names, what the body says.</summary>
/// <param name="Tenant">The tenant's objects; there are some wherever one has to be signed on.</param>
/// <param name="Principal">Who asks; null where nobody has to be signed on.</param>
/// <param name="Names">What the braces of the route stand for, decoded.</param>
/// <param name="Body">The body as the route's shape has it; an empty map where there is none.</param>
internal sealed record V1Call(HttpContext Http, ManagerParts Parts, SigningOn Signing, TenantStore? Tenant, Principal? Principal, IReadOnlyList<string> Names, Node Body)
{
    /// <summary>Longest body.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>What is said of a body that is too large.</summary>
    public static string TooLarge { get; } = $"The body has more than {MostBytes / 1024 / 1024} MiB.";

    /// <summary>The objects of the user's tenant.</summary>
    public TenantStore Store => Tenant ?? throw new InvalidOperationException("This path is of no tenant.");

    /// <summary>Who asks.</summary>
    public Principal By => Principal ?? throw new InvalidOperationException("Nobody has to be signed on for this path.");

    /// <summary>Ends when the client goes away.</summary>
    public CancellationToken Stop => Http.RequestAborted;

    /// <summary>The author that histories name.</summary>
    public string Author => By.Author;

    /// <summary>The steps of a path as they were sent, each decoded by itself: names have blanks, and may have any other character.</summary>
    public static string[] StepsOf(HttpContext http, string prefix)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        return path.StartsWith(prefix, StringComparison.Ordinal) ? [.. path[prefix.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)] : [];
    }

    /// <summary>Reads the body. No media type is asked for: clients of the interface send none, or a wrong one.</summary>
    public static async Task<Node> ReadAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MostBytes;
        using var all = new MemoryStream();
        await http.Request.Body.CopyToAsync(all, http.RequestAborted);
        if (all.Length == 0) return Node.EmptyMap;
        var (root, fault) = JsonText.Read(all.GetBuffer().AsSpan(0, (int)all.Length));
        if (root is { Kind: not NodeKind.Map and not NodeKind.List }) throw V1Refused.Invalid("The body is not a mapping.");
        return root ?? throw V1Refused.Invalid(fault is { } wrong ? $"The body is not JSON: line {wrong.At.Line}, column {wrong.At.Column}: {wrong.Message}" : "The body is not JSON.");
    }

    /// <summary>Lets through who has a right in a namespace, or, for the empty one, in the whole tenant.</summary>
    public void Require(Permission permission, string space)
    {
        if (!(space.Length == 0 ? By.May(permission, Store.Name) : By.May(permission, Store.Name, space))) throw V1Refused.Forbidden();
    }

    /// <summary>A text of the body; null when it is absent or null.</summary>
    public string? Text(string name) => V1Json.Text(Body, name);

    /// <summary>The tenant's own words for a name that is not one of ours: small letters, digits and <c>-</c>.</summary>
    public static string Slug(string title)
    {
        var letters = title.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-');
        var slug = string.Join('-', new string([.. letters]).Split('-', StringSplitOptions.RemoveEmptyEntries));
        return slug.Length == 0 ? "x" : slug[..Math.Min(slug.Length, 40)].TrimEnd('-');
    }

    /// <summary>The key of a name that the path gives, for kinds in no namespace.</summary>
    public static LocalKey Whole(string kind, string name) => new(kind, "", name);
}
