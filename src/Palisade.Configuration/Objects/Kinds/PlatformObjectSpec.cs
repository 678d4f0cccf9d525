using System.Globalization;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary><c>platform_object</c>: the revision of an object of the tenant <c>system</c> that a rollout gave to this tenant. On its way to gateways, the object's spec is in it.</summary>
/// <param name="Object">The platform's object.</param>
/// <param name="Revision">Of the revisions of <c>system</c>, the one that the object is as of.</param>
/// <param name="Rollout">The rollout that brought it.</param>
/// <param name="Content">The object's spec; null where it is kept and not delivered.</param>
public sealed record PlatformObjectSpec(LocalKey Object, long Revision, string Rollout, Node? Content)
{
    private const string ContentField = "content";

    /// <summary>As it is kept.</summary>
    public Node ToNode() => Node.OfMap(
    [
        new("kind", Node.OfText(Object.Kind)), new("namespace", Node.OfText(Object.Namespace)), new("name", Node.OfText(Object.Name)),
        new("revision", Node.OfNumber(Revision.ToString(CultureInfo.InvariantCulture))), new("rollout", Node.OfText(Rollout)),
    ]);

    /// <summary>A kept spec with the content that is delivered with it.</summary>
    public static Node WithContent(Node spec, Node content) => spec.With(ContentField, content);

    /// <summary>Reads the <c>spec</c>.</summary>
    public static PlatformObjectSpec Read(Fields fields)
    {
        var key = new LocalKey(fields.Text("kind"), fields.Text("namespace"), fields.Text("name"));
        if (!PlatformObjects.Kinds.Contains(key.Kind)) fields.Fault("kind", $"Objects of the platform that tenants get are of the kinds {string.Join(", ", PlatformObjects.Kinds)}.");
        if (!ObjectNames.IsLabel(key.Namespace)) fields.Fault("namespace", $"It is {ObjectNames.LabelGrammar}.");
        if (!ObjectNames.IsName(key.Name)) fields.Fault("name", $"It is {ObjectNames.NameGrammar}.");
        return new(key, fields.Number("revision", 0, 1, int.MaxValue), fields.Text("rollout"), fields.Raw(ContentField));
    }
}
