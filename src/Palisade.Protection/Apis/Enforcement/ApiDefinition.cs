using System.Text;
using Palisade.Engine.Http;
using Palisade.Protection.Apis.Documents;
using Palisade.Protection.Apis.OpenApi;

namespace Palisade.Protection.Apis.Enforcement;

/// <summary>The description of an API, made ready to be enforced. Immutable; shared by all requests.</summary>
public sealed class ApiDefinition
{
    private readonly byte[][][] _bases;

    private ApiDefinition(ApiModel model, ApiOptions options)
    {
        (Model, Options) = (model, options);
        _bases = [.. (options.BasePaths ?? model.Bases).Select(b => RequestTarget.Lenient(Encoding.UTF8.GetBytes(b)).ConvertAll(s => s.ToArray()).ToArray()).OrderByDescending(b => b.Length)];
    }

    /// <summary>What the API is called.</summary>
    public string Title => Model.Title;

    /// <summary>How many operations it has.</summary>
    public int OperationCount => Model.Operations.Length;

    /// <summary>How it is enforced.</summary>
    public ApiOptions Options { get; }

    internal ApiModel Model { get; }

    /// <summary>Reads a description; null when a fault refuses it.</summary>
    /// <param name="file">Named in places.</param>
    /// <param name="bytes">OpenAPI 3.0 or 3.1, as JSON or YAML.</param>
    /// <param name="faults">Receives every fault and warning.</param>
    public static ApiDefinition? Load(string file, ReadOnlyMemory<byte> bytes, ApiOptions options, DocumentFaults faults)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(faults);
        if (DocumentReader.Read(file, bytes, faults) is not { } root || faults.HasErrors) return null;
        return OpenApiReader.Read(root, faults, options.SkipUnsupported) is { } model ? new ApiDefinition(model, options) : null;
    }

    /// <summary>Begins checking a request, with all that its head says.</summary>
    /// <returns>Null when the request is none of this API's: another host, or outside all base paths.</returns>
    public ApiCheck? Begin(RequestHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        if (Options.Hosts.Count > 0 && !HoldsFor(HeaderValues.First(head.Headers, "Host"u8))) return null;

        var target = RequestTarget.Of(head.Target);
        var lenient = RequestTarget.Lenient(target.Path);
        foreach (var path in _bases)
        {
            if (!RequestTarget.Begins(lenient, path)) continue;
            // It may reach the API; whether it does so by one of its paths, only the path as it is can tell.
            var segments = RequestTarget.Segments(target.Path);
            var plain = segments is not null && RequestTarget.Begins(segments, path);
            return new ApiCheck(this, head, target, plain ? segments![path.Length..] : null);
        }

        return null;
    }

    private bool HoldsFor(ReadOnlySpan<byte> host)
    {
        var colon = host.LastIndexOf((byte)':');
        if (colon > 0 && host[^1] != ']') host = host[..colon];
        foreach (var each in Options.Hosts)
        {
            if (Ascii.EqualsIgnoreCase(host, each)) return true;
        }

        return false;
    }
}
