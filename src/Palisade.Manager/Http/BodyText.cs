using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Palisade.Api.Faults;
using Palisade.Configuration;
using Palisade.Configuration.Documents;

namespace Palisade.Manager.Http;

/// <summary>Reads bodies: no more than a route takes, and nothing but what it understands.</summary>
internal static class BodyText
{
    /// <summary>All bytes.</summary>
    public static async Task<(byte[] Bytes, bool Yaml)> ReadAsync(HttpContext http, BodyShape shape)
    {
        var yaml = IsYaml(http.Request.ContentType, shape);
        if (http.Request.ContentLength > shape.Most) throw TooLarge(shape);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = shape.Most;
        using var all = new MemoryStream();
        await http.Request.Body.CopyToAsync(all, http.RequestAborted);
        return all.Length > shape.Most ? throw TooLarge(shape) : (all.ToArray(), yaml);
    }

    /// <summary>One JSON document.</summary>
    public static Node Json(byte[] bytes, DocumentLimits? limits = null)
    {
        var (root, fault) = JsonText.Read(bytes, limits);
        return root ?? throw Malformed(fault ?? new(new(1, 1), "The body is empty."));
    }

    /// <summary>Reads the fields of a body strictly.</summary>
    public static T Fields<T>(Node root, Func<Fields, T> read)
    {
        // null, which elsewhere is an empty mapping, is no body.
        if (root.Kind is not NodeKind.Map) throw Invalid([new("", "It is not a mapping.", "", root.At.Line, root.At.Column)]);
        var faults = new List<ConfigFault>();
        var result = Configuration.Documents.Fields.Read(root, "", faults, read);
        return faults.Count == 0 ? result : throw Invalid(faults.Select(f => Place(root, f)));
    }

    /// <summary>That a text cannot be read.</summary>
    public static RequestRefused Malformed(TextFault fault) => new(400, "The body cannot be read.", [new("", fault.Message, "", fault.At.Line, fault.At.Column)]);

    /// <summary>That values are wrong.</summary>
    public static RequestRefused Invalid(IEnumerable<Fault> faults)
    {
        var all = faults.ToList();
        return new(422, all.Count == 1 ? "There is a fault." : $"There are {all.Count} faults.", all);
    }

    private static Fault Place(Node root, ConfigFault fault)
    {
        var at = FieldPath.Nearest(root, fault.Field).At;
        return new(fault.Field, fault.Message, "", at.Line, at.Column);
    }

    private static bool IsYaml(string? contentType, BodyShape shape)
    {
        if (MediaTypeHeaderValue.TryParse(contentType, out var type))
        {
            if (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)) return false;
            if (shape.Yaml && type.MediaType.Value?.ToLowerInvariant() is "application/yaml" or "application/x-yaml" or "text/yaml") return true;
        }

        throw new RequestRefused(415, shape.Yaml ? "The body is application/json or application/yaml." : "The body is application/json.");
    }

    private static RequestRefused TooLarge(BodyShape shape) => new(413, $"The body has more than {shape.Most} bytes.");
}
