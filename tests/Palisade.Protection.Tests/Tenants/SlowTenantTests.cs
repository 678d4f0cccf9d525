using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Palisade.Configuration.Objects;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Tenants;

namespace Palisade.Protection.Tests.Tenants;

/// <summary>Whoever takes long to be made ready delays nobody else.</summary>
public sealed class SlowTenantTests
{
    private const string Rules = "kind: rule_set\nmetadata: {name: mine}\nspec: {rules: [{name: a.conf, text: 'SecAction \"id:1,phase:1,pass,nolog\"'}]}\n";

    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_tenant_is_ready_while_another_is_still_being_made()
    {
        using var slow = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var fleet = new TenantFleet((_, _) => Wait(begun, slow), Geography.None, TimeProvider.System);
        var first = Alone(() => fleet.Apply(Change("acme", Certificate(), "kind: site\nmetadata: {name: shop}\nspec: {domains: [shop.example], certificates: [cert]}\n")));
        Assert.True(begun.Wait(Generous));

        var second = await Alone(() => fleet.Apply(Change("globex", Rules, "kind: site\nmetadata: {name: shop}\nspec: {domains: [other.example], rule_set: mine}\n"))).WaitAsync(Generous);

        Assert.Single(second[0].Sites);
        Assert.False(first.IsCompleted);
        slow.Set();
        Assert.Empty((await first.WaitAsync(Generous))[0].Sites);
    }

    [Fact]
    public async Task Rules_are_found_while_others_are_still_compiled_and_the_same_are_made_once()
    {
        using var slow = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var (cache, made) = (new ContentCache<string, string>(8), 0);
        var first = Alone(() => cache.Find("large", Large));
        Assert.True(begun.Wait(Generous));
        var same = Alone(() => cache.Find("large", Large));

        Assert.Equal("done", await Alone(() => cache.Find("small", () => "done")).WaitAsync(Generous));

        slow.Set();
        Assert.Same(await first.WaitAsync(Generous), await same.WaitAsync(Generous));
        Assert.Equal(1, made);

        string Large()
        {
            Interlocked.Increment(ref made);
            return Wait(begun, slow) ?? new string('x', 3);
        }
    }

    [Fact]
    public void What_could_not_be_made_is_tried_again()
    {
        var cache = new ContentCache<string, string>(8);
        Assert.Throws<InvalidOperationException>(() => cache.Find("a", () => throw new InvalidOperationException()));
        Assert.Equal("made", cache.Find("a", () => "made"));
    }

    // Not one of the few threads that a small machine has for everything.
    private static Task<T> Alone<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static string? Wait(ManualResetEventSlim begun, ManualResetEventSlim slow)
    {
        begun.Set();
        Assert.True(slow.Wait(Generous));
        return null;
    }

    private static string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest("CN=shop.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return $"kind: certificate\nmetadata: {{name: cert}}\nspec:\n  private_key: {{sealed: {Convert.ToBase64String(new byte[64])}}}\n  certificate: |\n    {made.ExportCertificatePem().ReplaceLineEndings("\n    ")}\n";
    }

    private static TenantChange Change(string tenant, params string[] objects)
    {
        var (read, faults) = ObjectText.Read(Encoding.UTF8.GetBytes(string.Join("---\n", objects)), tenant);
        Assert.Empty(faults);
        return new(tenant, 1, false, read.ToDictionary(o => o.Draft.Key.Local, o => o.Draft), [], []);
    }
}
