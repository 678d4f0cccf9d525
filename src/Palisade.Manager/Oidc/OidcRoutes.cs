using Palisade.Api.Accounts;
using Palisade.Configuration.Documents;
using Palisade.Manager.Http;

namespace Palisade.Manager.Oidc;

/// <summary>Signing on by an identity provider.</summary>
internal sealed class OidcRoutes(OidcSigning signing)
{
    private const int LongestCode = 4096;
    private const int LongestUri = 512;

    /// <summary>The routes.</summary>
    public IEnumerable<Route> All =>
    [
        new("POST", "/api/oidc/begin", "Begin to sign on by an identity provider", Gate.Open, async c => new(201, await signing.BeginAsync(await c.ReadAsync(Begin), c.From, c.Stop)))
        {
            Body = new(typeof(ProviderSignOn)), Answers = [new(201, typeof(BegunSignOn))], Problems = [401, 403, 429],
        },
        new("POST", "/api/oidc/finish", "Finish it with what the browser brought back", Gate.Open, FinishAsync)
        {
            Body = new(typeof(FinishSignOn)), Answers = [new(201, typeof(SignedOn))], Problems = [401, 403, 429],
        },
    ];

    private async Task<Answer> FinishAsync(Call call)
    {
        var asked = await call.ReadAsync(Finish);
        if (asked.Cookie && !call.IsOurs) throw new RequestRefused(403, $"A browser's session is asked for with the header {SessionCookie.Header}, from this host.");
        var (session, secret) = await signing.FinishAsync(asked, call.From, call.Stop);
        return new(201, asked.Cookie ? session : session with { Token = secret }) { Cookie = asked.Cookie ? secret : null };
    }

    private static ProviderSignOn Begin(Fields fields) => new(Short(fields, "redirect_uri", LongestUri), fields.OptionalText("tenant") ?? "system", fields.OptionalText("provider"));

    private static FinishSignOn Finish(Fields fields) => new(
        Short(fields, "flow", LongestUri), Short(fields, "state", LongestUri), Short(fields, "code", LongestCode), fields.OptionalText("issuer"), fields.Flag("cookie"));

    private static string Short(Fields fields, string name, int most)
    {
        var text = fields.Text(name);
        if (text.Length > most) fields.Fault(name, $"It has more than {most} characters.");
        return text;
    }
}
