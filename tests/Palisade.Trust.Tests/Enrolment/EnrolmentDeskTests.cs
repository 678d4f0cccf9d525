using Palisade.Trust.Authority;
using Palisade.Trust.Enrolment;
using Palisade.Trust.Identities;

namespace Palisade.Trust.Tests.Enrolment;

public sealed class EnrolmentDeskTests : IDisposable
{
    private readonly Installation _installation = new();
    private readonly GrantTable _grants = new();
    private readonly AttemptLimit _limit;
    private readonly EnrolmentDesk _desk;

    public EnrolmentDeskTests()
    {
        _limit = new AttemptLimit(_installation.Clock);
        _desk = new(_installation.Issuing, _grants.Store, _limit, _installation.Clock);
    }

    [Fact]
    public async Task A_groups_secret_gives_an_identity_of_that_tenant_group_and_role_as_often_as_asked()
    {
        _grants.Add(EnrolmentSecret.ForGroup("acme", Role.Gateway, "edge", out var secret));

        var first = Assert.IsType<EnrolmentResult.Enrolled>(await EnrolAsync(secret));
        var second = Assert.IsType<EnrolmentResult.Enrolled>(await EnrolAsync(secret));

        Assert.Equal((_installation.Domain, "acme", Role.Gateway, "edge"), (first.Identity.Domain, first.Identity.Tenant, first.Identity.Role, first.Identity.Group));
        Assert.NotEqual(first.Identity.Id, second.Identity.Id);
        Assert.True(IdentityExtension.TryRead(first.Certificate.Certificate, out var named, out _));
        Assert.Equal(first.Identity, named);
    }

    [Fact]
    public async Task A_token_is_good_once_even_when_fifty_ask_at_the_same_time()
    {
        _grants.Add(EnrolmentSecret.ForOne("acme", Role.Collector, "pop", TimeSpan.FromHours(1), _installation.Clock, out var token));

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => EnrolAsync(token))));

        Assert.Single(results.OfType<EnrolmentResult.Enrolled>());
        Assert.All(results.OfType<EnrolmentResult.Refused>(), r => Assert.Equal(EnrolmentRefusal.Used, r.Refusal.Kind));
    }

    [Fact]
    public async Task A_token_ends()
    {
        _grants.Add(EnrolmentSecret.ForOne("acme", Role.Gateway, "edge", TimeSpan.FromHours(1), _installation.Clock, out var token));

        _installation.Clock.Now += TimeSpan.FromHours(1);

        Assert.Equal(EnrolmentRefusal.Expired, await RefusedAsync(token));
        Assert.Throws<ArgumentOutOfRangeException>(() => EnrolmentSecret.ForOne("acme", Role.Gateway, "edge", TimeSpan.FromDays(8), _installation.Clock, out _));
    }

    [Fact]
    public async Task A_bad_signing_request_does_not_use_the_token_up()
    {
        _grants.Add(EnrolmentSecret.ForOne("acme", Role.Gateway, "edge", TimeSpan.FromHours(1), _installation.Clock, out var token));

        var bad = Assert.IsType<EnrolmentResult.Refused>(await _desk.EnrolAsync(token.AsMemory(), new byte[] { 1, 2, 3 }, "10.0.0.1", default));

        Assert.Equal(EnrolmentRefusal.BadRequest, bad.Refusal.Kind);
        Assert.IsType<EnrolmentResult.Enrolled>(await EnrolAsync(token));
    }

    [Fact]
    public async Task An_unknown_secret_and_a_wrong_one_are_told_alike()
    {
        _grants.Add(EnrolmentSecret.ForGroup("acme", Role.Gateway, "edge", out var secret));
        EnrolmentSecret.ForGroup("acme", Role.Gateway, "edge", out var unknown);

        var wrong = Assert.IsType<EnrolmentResult.Refused>(await EnrolAsync(Wrong(secret)));
        var absent = Assert.IsType<EnrolmentResult.Refused>(await EnrolAsync(unknown));
        var noise = Assert.IsType<EnrolmentResult.Refused>(await EnrolAsync("hunter2"));

        Assert.Equal(wrong, absent);
        Assert.Equal(wrong, noise);
        Assert.Equal(EnrolmentRefusal.NotKnown, wrong.Refusal.Kind);
    }

    [Fact]
    public async Task A_source_that_guesses_is_not_heard_for_a_while_and_others_are()
    {
        _grants.Add(EnrolmentSecret.ForGroup("acme", Role.Gateway, "edge", out var secret));
        for (var i = 0; i < _limit.Most; i++) Assert.Equal(EnrolmentRefusal.NotKnown, await RefusedAsync("guess"));

        Assert.Equal(EnrolmentRefusal.TooManyAttempts, await RefusedAsync(secret));
        Assert.IsType<EnrolmentResult.Enrolled>(await EnrolAsync(secret, "10.0.0.2"));
        _installation.Clock.Now += _limit.Span;
        Assert.IsType<EnrolmentResult.Enrolled>(await EnrolAsync(secret));
    }

    [Fact]
    public async Task A_grant_that_is_guessed_at_from_many_places_is_locked_for_a_while()
    {
        var grant = _grants.Add(EnrolmentSecret.ForGroup("acme", Role.Gateway, "edge", out var secret));
        for (var i = 0; i < EnrolmentDesk.MostFailures; i++) await EnrolAsync(Wrong(secret), $"10.0.1.{i}");

        Assert.Equal(EnrolmentRefusal.TooManyAttempts, await RefusedAsync(secret));
        _installation.Clock.Now += EnrolmentDesk.Lock;
        Assert.IsType<EnrolmentResult.Enrolled>(await EnrolAsync(secret));
        Assert.Equal(0, _grants[grant.Id].Failures);
    }

    [Fact]
    public async Task An_authority_at_its_end_costs_no_token()
    {
        _grants.Add(EnrolmentSecret.ForOne("acme", Role.Gateway, "edge", TimeSpan.FromHours(1), _installation.Clock, out _));
        _installation.Clock.Now = _installation.Clock.Now.AddDays(365).AddMinutes(-1);
        var grant = _grants.Add(EnrolmentSecret.ForOne("acme", Role.Gateway, "edge", TimeSpan.FromHours(1), _installation.Clock, out var token));

        Assert.Equal(EnrolmentRefusal.AuthorityUnable, await RefusedAsync(token));
        Assert.False(_grants[grant.Id].Used);
    }

    public void Dispose() => _installation.Dispose();

    private static string Wrong(string secret) => secret[..^1] + (secret[^1] is '0' ? '1' : '0');

    private async Task<EnrolmentRefusal> RefusedAsync(string secret) => Assert.IsType<EnrolmentResult.Refused>(await EnrolAsync(secret)).Refusal.Kind;

    private async Task<EnrolmentResult> EnrolAsync(string secret, string source = "10.0.0.1")
    {
        using var key = SigningRequest.CreateKey();
        return await _desk.EnrolAsync(secret.AsMemory(), SigningRequest.Create(key), source, default);
    }
}
