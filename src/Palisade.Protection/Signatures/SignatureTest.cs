using Palisade.SecLang;
using YamlDotNet.RepresentationModel;

namespace Palisade.Protection.Signatures;

/// <summary>One test of a signature: a value for its first target, or a whole request.</summary>
/// <param name="Value">What goes where the signature's first target looks; null where a request is given.</param>
/// <param name="Method">Of the request; POST where it has a body and nothing else is said, or else GET.</param>
/// <param name="Uri">The request target as sent; <c>/</c> where nothing is said.</param>
/// <param name="Headers">Names and values as sent.</param>
/// <param name="Body">As sent; empty where there is none.</param>
public sealed record SignatureTest(string? Value, string Method, string Uri, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    private static readonly string[] Fields = ["method", "uri", "headers", "body"];

    /// <summary>The value, or the request's first line and body.</summary>
    public override string ToString() => Value ?? (Body.Length == 0 ? $"{Method} {Uri}" : $"{Method} {Uri} {Body}");

    /// <summary>The tests under a name: scalars are values, mappings are requests.</summary>
    internal static IReadOnlyList<SignatureTest> Read(string file, FieldReader reader, string name, List<Diagnostic> faults)
    {
        var tests = new List<SignatureTest>();
        foreach (var node in reader.List(name))
        {
            if (node is YamlScalarNode scalar) tests.Add(new(scalar.Value ?? "", "POST", "/", [], ""));
            else if (node is YamlMappingNode mapping) tests.Add(Request(new(file, mapping, faults)));
            else reader.Fault(node, "PR0025", "A test is a value, or a request with method, uri, headers, body");
        }

        return tests;
    }

    private static SignatureTest Request(FieldReader reader)
    {
        reader.RefuseOthers(Fields);
        var body = reader.Has("body") ? reader.Text("body") : "";
        var method = reader.Has("method") ? reader.Text("method") : body.Length > 0 ? "POST" : "GET";
        return new(null, method, reader.Has("uri") ? reader.Text("uri") : "/", reader.Pairs("headers"), body);
    }
}
