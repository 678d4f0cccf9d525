using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary>
/// <c>v1_document</c>: what the v1 management interface was told and no other kind holds, such as a policy with match criteria. It is not delivered to gateways; what of it
/// can be enforced, the manager makes objects of that are.
/// </summary>
/// <param name="Type">Which collection it is of, as its path there has it: <c>actionSets</c>.</param>
/// <param name="Body">As it was written.</param>
public sealed record V1DocumentSpec(string Type, Node Body)
{
    /// <summary>Reads the <c>spec</c>.</summary>
    public static V1DocumentSpec Read(Fields fields)
    {
        var spec = new V1DocumentSpec(fields.Text("type"), fields.Raw("body") ?? Node.EmptyMap);
        if (spec.Body.Kind is not NodeKind.Map) fields.Fault("body", "It is not a mapping.");
        return spec;
    }
}
