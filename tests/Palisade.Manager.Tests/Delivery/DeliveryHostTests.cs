using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Palisade.Manager.Delivery;
using Palisade.Manager.Enrolment;
using Palisade.Storage;
using Palisade.Storage.Databases;
using Palisade.Trust.Authority;
using Palisade.Trust.Delivery;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Manager.Tests.Delivery;

/// <summary>Who gets what: real Kestrel, real certificates.</summary>
public sealed class DeliveryHostTests : IAsyncLifetime, IDisposable
{
    private readonly DataFolder _data = new();
    private ObjectStore _store = null!;
    private DeliverySide _side = null!;

    public async Task InitializeAsync()
    {
        _store = await ObjectStore.OpenAsync(new SqliteDatabase(_data.At("objects.db")));
        var options = new DeliverySideOptions { Trust = new() { Folder = _data.At("data"), Lifetimes = new() { Backdating = TimeSpan.FromHours(1) } }, Delivery = new() { Address = new(IPAddress.Loopback, 0) }, Enrolment = new(IPAddress.Loopback, 0) };
        await _store.PutAsync(Written.Group("edge"), Written.Group("inner"), Written.Site("a"), Written.Site("secret", group: "inner"));
        await _store.PutAsync(Written.Site("x", tenant: "other"));
        _side = await DeliverySide.StartAsync(_store, options, TimeProvider.System, NullLoggerFactory.Instance, default);
        foreach (var tenant in new[] { "acme", "other" })
        foreach (var group in new[] { "edge", "inner" })
            await Written.UntilAsync(async () => await _side.Publisher.SnapshotAsync(tenant, group, default), $"the snapshot of {tenant}");
        _side.Sealing.Ensure("acme");
        _side.Sealing.Ensure("other");
    }

    [Fact]
    public async Task A_gateway_gets_its_tenants_manifest_for_its_group()
    {
        using var edge = Gateway("acme", "edge");
        using var inner = Gateway("acme", "inner");

        var (status, body) = (await edge.AskAsync(DeliveryPaths.Manifest("acme")))!.Value;
        var theirs = (await inner.AskAsync(DeliveryPaths.Manifest("acme")))!.Value.Body;

        Assert.Equal(HttpStatusCode.OK, status);
        var verifier = new SnapshotVerifier(_side.Trust.Anchors, _side.Trust.Revocations, TimeProvider.System);
        Assert.True(verifier.TryReceive(body, "acme", "edge", out var manifest, out var refusal), refusal?.Reason);
        Assert.True(verifier.TryReceive(theirs, "acme", "inner", out _, out _));
        Assert.Equal(3, manifest.Entries);
    }

    [Fact]
    public async Task Another_tenant_is_forbidden_in_every_question_and_the_installations_own_gateways_serve_all()
    {
        using var acme = Gateway("acme", "edge");
        using var system = Gateway("system", "edge");
        foreach (var (path, body) in new (string, byte[]?)[] { (DeliveryPaths.Manifest("other"), null), (DeliveryPaths.Blobs("other"), []), (DeliveryPaths.Keys("other"), null), (DeliveryPaths.Ahead("other"), [1]) })
            Assert.Equal(HttpStatusCode.Forbidden, (await acme.AskAsync(path, body))!.Value.Status);

        Assert.Equal(HttpStatusCode.OK, (await system.AskAsync(DeliveryPaths.Manifest("other")))!.Value.Status);
        Assert.Equal(HttpStatusCode.OK, (await system.AskAsync(DeliveryPaths.Manifest("acme")))!.Value.Status);
        Assert.Equal(HttpStatusCode.OK, (await acme.AskAsync(DeliveryPaths.Keys("acme")))!.Value.Status);
    }

    [Fact]
    public async Task A_blob_of_another_group_is_not_there_even_for_who_knows_its_hash()
    {
        using var inner = Gateway("acme", "inner");
        using var edge = Gateway("acme", "edge");
        using var other = Gateway("other", "inner");
        var snapshot = await _side.Publisher.SnapshotAsync("acme", "inner", default);
        var verifier = new SnapshotVerifier(_side.Trust.Anchors, _side.Trust.Revocations, TimeProvider.System);
        Assert.True(verifier.TryReceive(snapshot!.Manifest, "acme", "inner", out var manifest, out _));
        var page = manifest.Pages[^1].Blob;

        async Task<bool> HasAsync(Caller caller, string tenant) =>
            await BlobFrame.ReadAsync(new MemoryStream((await caller.AskAsync(DeliveryPaths.Blobs(tenant), BlobFrame.Ask([page])))!.Value.Body), page, default) is not null;

        Assert.True(await HasAsync(inner, "acme"));
        Assert.False(await HasAsync(edge, "acme"));
        Assert.False(await HasAsync(other, "other"));
    }

    [Theory]
    [InlineData(Role.Collector)]
    [InlineData(Role.Lumberjack)]
    [InlineData(Role.Manager)]
    public async Task Another_role_is_not_let_in(Role role)
    {
        using var caller = new Caller(_side.Trust, _side.DeliveryAddress, Who("acme", "edge", role));

        Assert.Null(await caller.AskAsync(DeliveryPaths.Manifest("acme")));
    }

    [Fact]
    public async Task Whose_certificate_is_for_snapshots_or_of_a_stranger_is_not_let_in()
    {
        using var theirs = ManagerTrust.Open(new() { Folder = _data.At("stranger") }, TimeProvider.System);
        using var foreign = new Caller(_side.Trust, _side.DeliveryAddress, Who("acme", "edge"), authority: theirs.Issuing);
        using var signing = new Caller(_side.Trust, _side.DeliveryAddress, Who("system", "edge", Role.Manager), CertificateUse.SnapshotSigning);

        Assert.Null(await foreign.AskAsync(DeliveryPaths.Manifest("acme")));
        Assert.Null(await signing.AskAsync(DeliveryPaths.Manifest("acme")));
    }

    [Fact]
    public async Task Whose_certificate_is_over_is_not_let_in()
    {
        // Issued by the same authority an hour ago, for a quarter of one.
        var authority = new IssuingAuthority(_side.Trust.Issuing.Certificate, _side.Trust.Anchors.Domain, new() { Identity = TimeSpan.FromMinutes(15) }, new LateClock(TimeSpan.FromHours(1)));
        using var caller = new Caller(_side.Trust, _side.DeliveryAddress, Who("acme", "edge"), authority: authority);

        Assert.True(caller.Identity.Leaf.NotAfter < TimeProvider.System.GetLocalNow().DateTime);
        Assert.Null(await caller.AskAsync(DeliveryPaths.Manifest("acme")));
    }

    [Fact]
    public async Task Who_was_taken_back_is_cut_off_on_the_connection_it_has()
    {
        using var caller = Gateway("acme", "edge");
        Assert.NotNull(await caller.AskAsync(DeliveryPaths.Manifest("acme")));
        using var other = Gateway("acme", "edge", "two");

        _side.Trust.Revoke(Who("acme", "edge"));

        Assert.Null(await caller.AskAsync(DeliveryPaths.Manifest("acme")));
        Assert.NotNull(await other.AskAsync(DeliveryPaths.Manifest("acme")));
    }

    [Fact]
    public async Task A_renewed_identity_is_the_same_whatever_was_asked()
    {
        using var caller = Gateway("acme", "edge");
        using var key = SigningRequest.CreateKey();

        var answer = (await caller.AskAsync(DeliveryPaths.Renew, SigningRequest.Create(key)))!.Value;

        var issued = IssuedCertificate.TryParse(System.Text.Encoding.ASCII.GetString(answer.Body))!;
        Assert.True(IdentityExtension.TryRead(issued.Certificate, out var identity, out _));
        Assert.Equal(Who("acme", "edge"), identity);
        Assert.NotNull(issued.TryJoin(key));
    }

    [Fact]
    public async Task A_report_tells_of_the_gateways_own_tenants_only()
    {
        using var caller = Gateway("acme", "edge");
        var report = new GatewayReport("1.2.3", [new("acme", new(0, 5), "", 0, []), new("other", new(9, 9), "forged", 0, [])]);

        Assert.Equal(HttpStatusCode.NoContent, (await caller.AskAsync(DeliveryPaths.Report, report.Write()))!.Value.Status);

        var known = Assert.Single(_side.Gateways.All);
        Assert.Equal(("1.2.3", new SnapshotPosition(0, 5)), (known.Version, Assert.Single(known.Tenants).Value.Position));
        Assert.Empty(_side.Gateways.Of("other"));
    }

    [Fact]
    public async Task Only_a_sandbox_gives_verdicts_and_of_its_own_tenants()
    {
        using var gateway = Gateway("acme", "edge");
        using var sandbox = new Caller(_side.Trust, _side.DeliveryAddress, Who("acme", "lab", Role.Sandbox));
        var verdict = new SandboxVerdict("other", new(0, 5), SandboxOutcome.Crashed, "made up");

        Assert.Equal(HttpStatusCode.Forbidden, (await gateway.AskAsync(DeliveryPaths.Verdict, verdict.Write()))!.Value.Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await sandbox.AskAsync(DeliveryPaths.Verdict, [1, 2, 3]))!.Value.Status);
        Assert.Equal(HttpStatusCode.NoContent, (await sandbox.AskAsync(DeliveryPaths.Verdict, verdict.Write()))!.Value.Status);
        Assert.NotEqual(Sandbox.TrialStage.Refused, _side.Sandbox.Of("other")?.Stage);
        Assert.Equal(HttpStatusCode.NoContent, (await sandbox.AskAsync(DeliveryPaths.Report, new GatewayReport("1", [new("acme", new(0, 5), "", 0, [])]).Write()))!.Value.Status);
        // It serves nobody, so it is no gateway on which anything is live.
        Assert.Empty(_side.Gateways.All);
    }

    [Fact]
    public async Task How_a_sandbox_fares_counts_for_nothing()
    {
        using var gateway = Gateway("acme", "edge");
        using var sandbox = new Caller(_side.Trust, _side.DeliveryAddress, Who("acme", "lab", Role.Sandbox));
        foreach (var caller in new[] { sandbox, gateway })
        {
            // The first says where counting begins; the second is another process, after a crash.
            for (var instance = 1UL; instance <= 2; instance++) await TellAsync(caller, instance, instance * 100);
            Assert.Equal(caller == sandbox ? (0L, 0L) : (1L, 200L), (_side.Gateways.Health.Crashes, _side.Gateways.Health.Of("acme").Errors));
        }

        static async Task TellAsync(Caller caller, ulong instance, ulong errors)
        {
            var report = new HealthReport(instance, Crashed: instance > 1, [new("acme", errors, 0, [errors, .. new ulong[TenantHealth.Bounds.Count]])]);
            Assert.Equal(HttpStatusCode.NoContent, (await caller.AskAsync(DeliveryPaths.Health, report.Write()))!.Value.Status);
        }
    }

    [Fact]
    public async Task Damaged_questions_are_refused_and_made_up_positions_change_nothing()
    {
        using var caller = Gateway("acme", "edge");
        foreach (var path in new[] { DeliveryPaths.Follow, DeliveryPaths.Renew, DeliveryPaths.Report, DeliveryPaths.Ahead("acme"), DeliveryPaths.Blobs("acme") })
            Assert.Equal(HttpStatusCode.BadRequest, (await caller.AskAsync(path, [1, 2, 3]))!.Value.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await caller.AskAsync("/delivery/v1/nothing"))!.Value.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await caller.AskAsync("/delivery/v1/tenants/acme/nothing"))!.Value.Status);

        Assert.Equal(0UL, _side.Publisher.PositionOf("acme", "edge")!.Value.Epoch);
    }

    public async Task DisposeAsync()
    {
        await _side.DisposeAsync();
        await _store.DisposeAsync();
    }

    public void Dispose() => _data.Dispose();

    private sealed class LateClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - by;
    }

    private Identity Who(string tenant, string group, Role role = Role.Gateway, string id = "one") => new(_side.Trust.Anchors.Domain, tenant, role, group, id);

    private Caller Gateway(string tenant, string group, string id = "one") => new(_side.Trust, _side.DeliveryAddress, Who(tenant, group, id: id));
}
