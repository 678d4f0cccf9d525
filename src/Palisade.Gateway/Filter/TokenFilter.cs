using Palisade.Gateway.Accept;
using Palisade.Protection.Apis.Enforcement;
using Palisade.Protection.Apis.Jwt;

namespace Palisade.Gateway.Filter;

/// <summary>Asks for a good JSON Web Token where the policy wants one. Its claims can tell users apart, so it comes before whatever counts them.</summary>
internal sealed class TokenFilter(TimeProvider clock)
{
    /// <summary>Judges the token of a request.</summary>
    public void Run(Exchange exchange)
    {
        if (exchange.Policy.Jwt is not { } validation) return;
        var result = validation.Check(exchange.Head, clock.GetUtcNow());
        exchange.Claims = result.Claims;
        if (result.Fault is JwtFault.None || validation.Options.Action is ViolationAction.Allow) return;

        var name = JwtFaults.NameOf(result.Fault);
        exchange.Found(new("jwt_validation", exchange.Policy.Written.JwtValidation ?? "", name, $"Of a request that needs a token, {result.Detail}") { Tags = [name] });
        if (validation.Options.Action is ViolationAction.Block) exchange.Decide(new(VerdictKind.Block, 401, "token") { Authenticate = JwtFaults.Challenge(result.Fault) });
    }
}
