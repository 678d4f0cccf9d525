using Palisade.Manager.Delivery;
using Palisade.Manager.Sandbox;
using Palisade.Trust.Delivery;
using Palisade.Trust.Identities;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Manager.Tests.Delivery;

/// <summary>What gateways get while a sandbox has, has not, or cannot have its say.</summary>
public sealed class SandboxGateTests : IDisposable
{
    private static readonly SandboxOptions Soon = new() { Patience = TimeSpan.FromMilliseconds(200), PerObject = TimeSpan.Zero };

    private readonly DataFolder _data = new();

    [Fact]
    public async Task Without_a_sandbox_a_change_is_published_at_once_and_the_state_says_so()
    {
        await using var here = await Publishing.StartAsync(_data);
        var revision = await here.Store.PutAsync(Written.Site("a"));

        Assert.Equal((ulong)revision, (await here.SnapshotAsync(revision)).Position.Revision);
        var state = here.Desk.Of("acme")!;
        Assert.Equal((TrialStage.Unasked, false), (state.Stage, state.Holds));
        Assert.Contains("No sandbox", state.Reason, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_data.At("data", "published"), "*.verdict"));
    }

    [Fact]
    public async Task With_a_sandbox_gateways_get_a_change_only_after_it_passed()
    {
        await using var here = await Publishing.StartAsync(_data);
        var first = await here.SnapshotAsync(await here.Store.PutAsync(Written.Site("a")));
        using var sandbox = here.Desk.Connect(Sandbox(here));
        var revision = await here.Store.PutAsync(Written.Site("b"));
        var candidate = await here.SnapshotAsync(revision, group: Audience.Of(Sandbox(here)));

        Assert.Equal("lab", here.Verify(candidate, group: "lab").Header.Group);
        Assert.Equal(first.Position, (await here.SnapshotAsync(1)).Position);
        Assert.Equal(TrialStage.Waiting, here.Desk.Of("acme")!.Stage);

        Say(here, candidate.Position);

        Assert.Equal(candidate.Position, (await here.SnapshotAsync(revision)).Position);
        Assert.Equal((TrialStage.Passed, ""), (here.Desk.Of("acme")!.Stage, here.Desk.Of("acme")!.Reason));
    }

    [Fact]
    public async Task Sandboxes_get_the_sites_of_every_group()
    {
        await using var here = await Publishing.StartAsync(_data);
        using var sandbox = here.Desk.Connect(Sandbox(here));
        var revision = await here.Store.PutAsync(Written.Group("edge"), Written.Group("inner"), Written.Site("outside", group: "edge"), Written.Site("inside", group: "inner"));

        var manifest = here.Verify(await here.SnapshotAsync(revision, group: Audience.Of(Sandbox(here))), group: "lab");

        Assert.Equal(4, manifest.Pages.Sum(p => p.Entries));
    }

    [Fact]
    public async Task What_is_refused_stays_away_from_gateways_with_its_reason_and_the_next_change_is_tried()
    {
        await using var here = await Publishing.StartAsync(_data);
        var good = await here.SnapshotAsync(await here.Store.PutAsync(Written.Site("a")));
        var others = await here.SnapshotAsync(await here.Store.PutAsync(Written.Site("o", tenant: "other")), "other");
        using var sandbox = here.Desk.Connect(Sandbox(here));
        var bad = (await CandidateAsync(here, Written.Site("bad"))).Position;
        Say(here, bad, SandboxOutcome.Crashed, "Stack overflow.");

        Assert.Equal(good.Position, (await here.SnapshotAsync(1)).Position);
        var state = here.Desk.Of("acme")!;
        Assert.Equal((TrialStage.Refused, "Stack overflow.", good.Position), (state.Stage, state.Reason, state.Published));
        // Another tenant's is its own.
        Assert.Equal(others.Position, (await here.SnapshotAsync(1, "other")).Position);
        Assert.False(here.Desk.Of("other")!.Holds);

        var mended = (await CandidateAsync(here, Written.Site("bad", domain: "mended.example"))).Position;
        Assert.Equal(good.Position, (await here.SnapshotAsync(1)).Position);
        Say(here, mended);
        Assert.Equal(mended, (await here.SnapshotAsync((long)mended.Revision)).Position);
    }

    [Fact]
    public async Task A_newer_change_takes_the_place_of_one_that_waits_and_a_verdict_on_the_older_still_counts()
    {
        await using var here = await Publishing.StartAsync(_data);
        await here.SnapshotAsync(await here.Store.PutAsync(Written.Site("a")));
        using var sandbox = here.Desk.Connect(Sandbox(here));
        var older = (await CandidateAsync(here, Written.Site("b"))).Position;
        var newer = (await CandidateAsync(here, Written.Site("c"))).Position;
        Assert.Equal(newer, here.Desk.Of("acme")!.Position);

        Say(here, older);
        var between = await here.SnapshotAsync((long)older.Revision);
        Assert.Equal(older, between.Position);
        Assert.Equal(2, here.Verify(between).Pages.Sum(p => p.Entries));
        Assert.Equal(TrialStage.Waiting, here.Desk.Of("acme")!.Stage);

        Say(here, newer);
        Assert.Equal(newer, (await here.SnapshotAsync((long)newer.Revision)).Position);
    }

    [Fact]
    public async Task Without_a_verdict_in_time_it_is_not_published_and_a_late_one_still_counts()
    {
        await using var here = await Publishing.StartAsync(_data, sandbox: Soon);
        var good = await here.SnapshotAsync(await here.Store.PutAsync(Written.Site("a")));
        using var sandbox = here.Desk.Connect(Sandbox(here));
        var candidate = (await CandidateAsync(here, Written.Site("b"))).Position;

        await StageAsync(here, TrialStage.Late);
        Assert.Contains("no verdict within 0.2 s", here.Desk.Of("acme")!.Reason, StringComparison.Ordinal);
        Assert.Equal(good.Position, (await here.SnapshotAsync(1)).Position);

        Say(here, candidate);
        Assert.Equal(candidate, (await here.SnapshotAsync((long)candidate.Revision)).Position);
    }

    [Fact]
    public async Task A_sandbox_that_vanishes_with_a_change_lets_it_through_to_nobody()
    {
        await using var here = await Publishing.StartAsync(_data, sandbox: Soon);
        var good = await here.SnapshotAsync(await here.Store.PutAsync(Written.Site("a")));
        var sandbox = here.Desk.Connect(Sandbox(here));
        await CandidateAsync(here, Written.Site("b"));
        sandbox.Dispose();

        await StageAsync(here, TrialStage.Late);
        Assert.Equal(good.Position, (await here.SnapshotAsync(1)).Position);
    }

    [Fact]
    public async Task After_a_refusal_the_next_change_waits_for_a_sandbox_even_when_it_is_gone()
    {
        await using var here = await Publishing.StartAsync(_data);
        var good = await here.SnapshotAsync(await here.Store.PutAsync(Written.Site("a")));
        using (here.Desk.Connect(Sandbox(here)))
        {
            Say(here, (await CandidateAsync(here, Written.Site("b"))).Position, SandboxOutcome.Hung, "It was not done after 10 s.");
        }

        var next = await here.Store.PutAsync(Written.Site("c"));
        await Written.UntilAsync(() => Task.FromResult(here.Desk.Of("acme")!.Position.Revision == (ulong)next ? "" : null), "the next to be offered");

        Assert.Equal(TrialStage.Waiting, here.Desk.Of("acme")!.Stage);
        Assert.Equal(good.Position, (await here.SnapshotAsync(1)).Position);
    }

    [Fact]
    public async Task Where_one_is_required_nothing_is_published_without_and_all_of_it_with()
    {
        await using var here = await Publishing.StartAsync(_data, sandbox: new() { Mode = SandboxMode.Required });
        var revision = await here.Store.PutAsync(Written.Site("a"));
        await StageAsync(here, TrialStage.Waiting);
        Assert.Null(await here.Publisher.SnapshotAsync("acme", "edge", default));

        using var sandbox = here.Desk.Connect(Sandbox(here));
        Say(here, (await here.SnapshotAsync(revision, group: Audience.Of(Sandbox(here)))).Position);
        Assert.Equal((ulong)revision, (await here.SnapshotAsync(revision)).Position.Revision);
    }

    [Fact]
    public async Task Where_none_is_wanted_what_it_says_holds_nothing_back()
    {
        await using var here = await Publishing.StartAsync(_data, sandbox: new() { Mode = SandboxMode.None });
        using var sandbox = here.Desk.Connect(Sandbox(here));
        var revision = await here.Store.PutAsync(Written.Site("a"));
        var published = await here.SnapshotAsync(revision);
        Say(here, published.Position, SandboxOutcome.Crashed, "Stack overflow.");

        Assert.Contains("Stack overflow.", here.Desk.Of("acme")!.Reason, StringComparison.Ordinal);
        Assert.Equal((ulong)revision + 1, (await here.SnapshotAsync(await here.Store.PutAsync(Written.Site("b")))).Position.Revision);
    }

    [Fact]
    public async Task A_restart_publishes_what_was_good_and_not_what_was_refused()
    {
        SnapshotPosition good;
        await using (var here = await Publishing.StartAsync(_data))
        {
            using var sandbox = here.Desk.Connect(Sandbox(here));
            good = (await CandidateAsync(here, Written.Site("a"), Written.Site("b"))).Position;
            Say(here, good);
            await here.SnapshotAsync((long)good.Revision);
            await here.Store.DeleteAsync("acme", new("site", "default", "b"));
            Say(here, (await CandidateAsync(here, Written.Site("a", domain: "bad.example"), Written.Site("c"))).Position, SandboxOutcome.Bloated, "It took 3000 MiB.");
        }

        await using (var here = await Publishing.StartAsync(_data))
        {
            var again = await here.SnapshotAsync(1);
            Assert.Equal(good, again.Position);
            Assert.Equal(2, here.Verify(again).Pages.Sum(p => p.Entries));
            var state = here.Desk.Of("acme")!;
            Assert.Equal((TrialStage.Refused, "It took 3000 MiB."), (state.Stage, state.Reason));
            // Whoever comes first after that is tried with all that waited.
            using var sandbox = here.Desk.Connect(Sandbox(here));
            var mended = (await CandidateAsync(here, Written.Site("a"))).Position;
            Say(here, mended);
            Assert.Equal(2, here.Verify(await here.SnapshotAsync((long)mended.Revision)).Pages.Sum(p => p.Entries));
        }
    }

    public void Dispose() => _data.Dispose();

    private static Identity Sandbox(Publishing here) => new(here.Trust.Anchors.Domain, "system", Role.Sandbox, "lab", "one");

    private static async Task<PublishedSnapshot> CandidateAsync(Publishing here, params Configuration.Objects.ObjectDraft[] drafts) =>
        await here.SnapshotAsync(await here.Store.PutAsync(drafts), group: Audience.Of(Sandbox(here)));

    private static void Say(Publishing here, SnapshotPosition position, SandboxOutcome outcome = SandboxOutcome.Passed, string reason = "") =>
        here.Desk.Take(Sandbox(here), new("acme", position, outcome, reason));

    private static async Task StageAsync(Publishing here, TrialStage stage) =>
        await Written.UntilAsync(() => Task.FromResult(here.Desk.Of("acme")?.Stage == stage ? "" : null), $"the stage {stage}");
}
