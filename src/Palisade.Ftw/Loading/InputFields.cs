using Palisade.Ftw.Model;
using Palisade.Ftw.Yaml;

namespace Palisade.Ftw.Loading;

/// <summary>Reads the <c>input</c> of a stage.</summary>
internal static class InputFields
{
    /// <summary>The requests a stage sends: one, or one for each of its <c>uris</c>.</summary>
    public static IReadOnlyList<StageInput> Read(Fields fields, List<Fault> faults)
    {
        if (fields.Node("response") is not null)
        {
            faults.Add(new(fields.At, "'response' is not supported: send a POST to /reflect"));
        }

        var input = ReadOne(fields);
        var uris = fields.Texts("uris");
        fields.WarnOfOthers("input");
        if (input is { Data: not null, EncodedRequest: not null })
        {
            faults.Add(new(fields.At, "'data' and 'encoded_request' exclude each other"));
        }

        return uris.Count == 0 ? [input] : [.. uris.Select(uri => input with { Uri = uri })];
    }

    private static StageInput ReadOne(Fields fields) => new()
    {
        DestinationAddress = fields.Text("dest_addr"),
        Port = (int?)fields.Number("port", 1, 65535),
        Protocol = fields.Text("protocol"),
        Method = fields.Text("method"),
        Uri = fields.Text("uri"),
        Version = fields.Text("version"),
        Headers = ReadHeaders(fields),
        Data = fields.Text("data"),
        EncodedData = fields.Text("encoded_data"),
        EncodedRequest = fields.Text("encoded_request") is { Length: > 0 } request ? request : null,
        AutocompleteHeaders = ReadAutocomplete(fields),
        SaveCookie = fields.Truth("save_cookie") ?? false,
        FollowRedirect = fields.Truth("follow_redirect") ?? false,
        VirtualHostMode = fields.Truth("virtual_host_mode") ?? false,
    };

    private static bool ReadAutocomplete(Fields fields)
    {
        var stopMagic = fields.Truth("stop_magic"); // the name of the same switch in the first version of the format, turned round
        return fields.Truth("autocomplete_headers") ?? !stopMagic ?? true;
    }

    private static IReadOnlyList<HeaderField> ReadHeaders(Fields fields)
    {
        var unordered = ReadUnordered(fields);
        return fields.Node("ordered_headers") is null ? unordered : ReadOrdered(fields);
    }

    // By name, bytes compared, so that a mapping, which has no order, always gives the same request.
    private static IReadOnlyList<HeaderField> ReadUnordered(Fields fields)
    {
        if (fields.Node("headers") is not { } node) return [];
        if (node is not YamlMapping mapping)
        {
            fields.Wrong(node, "headers", "a mapping of names to values");
            return [];
        }

        var headers = new List<HeaderField>();
        foreach (var entry in mapping.Entries)
        {
            if (entry.Value is YamlScalar value) headers.Add(new(entry.Key, value.IsNull ? "" : value.Text));
            else fields.Wrong(entry.Value, entry.Key, "text");
        }

        return [.. headers.OrderBy(h => h.Name, Utf8Order.Instance)];
    }

    private static List<HeaderField> ReadOrdered(Fields fields)
    {
        var headers = new List<HeaderField>();
        foreach (var node in fields.Items("ordered_headers"))
        {
            if (node is YamlMapping mapping && mapping.Find("name") is YamlScalar { IsNull: false } name)
            {
                headers.Add(new(name.Text, mapping.Find("value") is YamlScalar { IsNull: false } value ? value.Text : ""));
            }
            else
            {
                fields.Wrong(node, "ordered_headers", "a list of mappings with 'name' and 'value'");
            }
        }

        return headers;
    }
}
