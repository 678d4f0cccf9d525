using System.Globalization;
using Microsoft.AspNetCore.Http;
using Palisade.Api.Faults;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Access;

namespace Palisade.Manager.Http;

/// <summary>One request that was let in: its names, parameters and body.</summary>
internal sealed class Call(HttpContext http, Route route, Principal? principal)
{
    /// <summary>Ends when the client goes away.</summary>
    public CancellationToken Stop => http.RequestAborted;

    /// <summary>Who asks; there is one wherever the gate is not open.</summary>
    public Principal By => principal ?? throw new InvalidOperationException("The gate of this path is open: nobody has to be signed on.");

    /// <summary>The address that asks.</summary>
    public string From => Source.Of(http);

    /// <summary>Whether a page of ours asks, where a browser does.</summary>
    public bool IsOurs => SessionCookie.IsOurs(http);

    /// <summary>The tenant of the path.</summary>
    public string Tenant => Name("tenant");

    /// <summary>The object of the path.</summary>
    public LocalKey Key => new(Kind.Name, Kind.InNamespace ? Name("namespace") : "", Name("name"));

    /// <summary>The namespace of the path; empty where it names none.</summary>
    public string Namespace => http.Request.RouteValues["namespace"] as string ?? "";

    /// <summary>The kind of the path: one that is in a namespace exactly when the path names one.</summary>
    public ObjectKind Kind => ObjectKinds.Find(Name("kind")) is { } kind && kind.InNamespace == Namespace.Length > 0
        ? kind
        : throw RequestRefused.NotFound(Namespace.Length > 0 ? "There is no such kind inside of namespaces." : "There is no such kind outside of namespaces.");

    /// <summary>A name of the path.</summary>
    public string Name(string part) => http.Request.RouteValues[part] as string ?? throw new InvalidOperationException($"The path {route.Path} has no {part}.");

    /// <summary>A parameter; null when it is absent.</summary>
    public string? Text(string name) => http.Request.Query[name] is [{ } text] ? text : null;

    /// <summary>A parameter that is a number.</summary>
    public long? Number(string name) => Text(name) is { } text ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    /// <summary>A parameter that is true or false; false when it is absent.</summary>
    public bool Flag(string name) => Text(name) is "true";

    /// <summary>A header; null when it is absent or there twice.</summary>
    public string? Header(string name) => http.Request.Headers[name] is [{ } text] ? text : null;

    /// <summary>Whether a header is there more than once.</summary>
    public bool IsTwice(string name) => http.Request.Headers[name].Count > 1;

    /// <summary>Reads the body's fields.</summary>
    public async Task<T> ReadAsync<T>(Func<Fields, T> read) => BodyText.Fields(BodyText.Json((await BodyAsync()).Bytes), read);

    /// <summary>The body.</summary>
    public Task<(byte[] Bytes, bool Yaml)> BodyAsync() => BodyText.ReadAsync(http, route.Body ?? throw new InvalidOperationException("The route takes no body."));

    /// <summary>Checks the parameters: each known, once, and of its type.</summary>
    public void CheckQuery()
    {
        var faults = new List<Fault>();
        foreach (var (name, values) in http.Request.Query)
        {
            if (route.Query.FirstOrDefault(q => q.Name == name) is not { } known)
                faults.Add(new($"?{(name.Length <= 64 ? name : name[..64])}", $"There is no such parameter; there are {(route.Query.Count == 0 ? "none" : string.Join(", ", route.Query.Select(q => q.Name)))}."));
            else if (values is not [{ } value]) faults.Add(new($"?{name}", "It is there twice."));
            else if (Fault(known, value) is { } fault) faults.Add(new($"?{name}", fault));
        }

        if (faults.Count > 0) throw new RequestRefused(400, "A parameter is wrong.", [.. faults.Take(20)]);
    }

    private static string? Fault(QueryParameter known, string value) => known.Type switch
    {
        "boolean" => value is "true" or "false" ? null : "It is true or false.",
        "integer" => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= known.Least && number <= known.Most
            ? null : $"It is a whole number in {known.Least} to {known.Most}.",
        _ => value.Length <= known.Most && !value.Any(char.IsControl) ? null : $"It has up to {known.Most} characters, none of them a control character.",
    };
}
