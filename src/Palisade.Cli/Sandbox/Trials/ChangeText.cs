using System.Text;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Protection.Tenants;
using Palisade.Trust.Delivery;

namespace Palisade.Cli.Sandbox.Trials;

/// <summary>Changes as text between the two processes.</summary>
internal static class ChangeText
{
    /// <summary>Asks about a change.</summary>
    public static TrialQuestion Of(long id, string tenant, long revision, bool isWhole, bool ask, IEnumerable<ObjectDraft> set, IEnumerable<LocalKey> removed) =>
        new(id, tenant, revision, isWhole, ask, [.. set.Select(d => CanonicalJson.WriteText(d.ToNode()))], [.. removed.Select(EntryKey.Of)]);

    /// <summary>The change of a question.</summary>
    /// <exception cref="InvalidDataException">It is not what the other process writes.</exception>
    public static TenantChange Read(TrialQuestion question)
    {
        var set = new Dictionary<LocalKey, ObjectDraft>();
        foreach (var text in question.Set)
        {
            var root = JsonText.Read(Encoding.UTF8.GetBytes(text)).Root ?? throw new InvalidDataException("What came is no object.");
            var draft = ObjectText.ReadOne(root, question.Tenant).Object?.Draft ?? throw new InvalidDataException("What came is no object.");
            set[draft.Key.Local] = draft;
        }

        return new(question.Tenant, question.Revision, question.IsWhole, set, [.. question.Removed.Select(EntryKey.TryParse).OfType<LocalKey>()], []);
    }

    /// <summary>An object that was not made ready.</summary>
    public static TrialRefusal Of(RefusedObject refused) => new(EntryKey.Of(refused.Key), refused.Fault.Field, refused.Fault.Message, refused.Kept);

    /// <summary>The same on the other side.</summary>
    public static RefusedObject Of(TrialRefusal refused) => new(EntryKey.TryParse(refused.Entry) ?? default, new(refused.Field, refused.Message), refused.Kept);
}
