using Palisade.Api.Objects;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Metadata;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Access;
using Palisade.Manager.Http;
using Palisade.Storage;

namespace Palisade.Manager.Objects;

/// <summary>Tenants: made by the platform's administrators, told to who has a role in them.</summary>
internal sealed class TenantRoutes(ObjectStore store)
{
    /// <summary>The routes.</summary>
    public IEnumerable<Route> All =>
    [
        new("GET", "/api/tenants", "The tenants that one has a role in", Gate.SignedOn, ListAsync) { Answers = [new(200, typeof(TenantList))] },
        new("POST", "/api/tenants", "Make a tenant", Gate.Platform, MakeAsync) { Body = new(typeof(NewTenant)), Answers = [new(201, typeof(TenantView))], Problems = [409] },
        new("GET", "/api/tenants/{tenant}", "A tenant", Gate.Somewhere(Permission.Read), async c => Answer.Ok(new TenantView(c.Tenant, await store.Tenant(c.Tenant).RevisionAsync(c.Stop))))
        {
            Answers = [new(200, typeof(TenantView))],
        },
    ];

    private async Task<Answer> ListAsync(Call call)
    {
        var all = await store.RevisionsAsync(call.Stop);
        return Answer.Ok(new TenantList([.. all.Where(t => (t.Value > 0 || t.Key == ObjectNames.SystemTenant) && call.By.Sees(t.Key)).Select(t => new TenantView(t.Key, t.Value))]));
    }

    private async Task<Answer> MakeAsync(Call call)
    {
        var asked = await call.ReadAsync(Read);
        var spec = asked.DisplayName.Length > 0 ? Node.OfMap([new("display_name", Node.OfText(asked.DisplayName))]) : Node.EmptyMap;
        var draft = new ObjectDraft(new(asked.Name, new(ObjectKinds.Tenant, "", asked.Name)), new Annotated(), spec);
        var result = (await store.Tenant(asked.Name).Changes.CreateAsync(draft, ObjectRoutes.By(call), call.Stop)).OrRefuse(call.By, asked.Name);
        return new(201, new TenantView(asked.Name, result.Revision)) { Location = $"/api/tenants/{asked.Name}" };
    }

    private static NewTenant Read(Fields fields)
    {
        var asked = new NewTenant(fields.Text("name"), fields.OptionalText("display_name") ?? "");
        if (!ObjectNames.IsLabel(asked.Name)) fields.Fault("name", $"It is {ObjectNames.LabelGrammar}.");
        return asked;
    }
}
