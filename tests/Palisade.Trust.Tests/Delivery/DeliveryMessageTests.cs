using Palisade.Configuration.Objects.Naming;
using Palisade.Trust.Delivery;
using Palisade.Trust.Enrolment;
using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Trust.Tests.Delivery;

/// <summary>What travels between a manager and its gateways: read back as written, and never anything else from what was cut, changed or made up.</summary>
public sealed class DeliveryMessageTests
{
    private static readonly FollowRequest Request = new(new Dictionary<string, SnapshotPosition>(StringComparer.Ordinal) { ["b"] = new(1, 2), ["acme"] = new(0, ulong.MaxValue) });

    private static readonly GatewayReport Report = new("0.1.0",
    [
        new("acme", new(0, 7), "", 2, [new("site", "default", "shop", "spec.domains", "Not ä name.", true), new("gateway", "", "one", "", "No.", false)]),
        new("other", default, "Nothing came.", 0, []),
    ]);

    private static readonly SandboxVerdict Verdict = new("acme", new(0, 7), SandboxOutcome.Bloated, "It took 3 GiB.")
    {
        Milliseconds = 81,
        Compared = true,
        Sites = 3,
        SitesAsked = 2,
        Requests = 40,
        ObjectsInAll = 1,
        Objects = ["site default/shop"],
        ChangesInAll = 2,
        Changes = [new("default/shop", "search", true, true, "942100"), new("default/shop", "sql", false, false, "")],
    };

    [Fact]
    public void Messages_are_read_as_they_were_written()
    {
        Assert.Equal(Request.Positions.OrderBy(p => p.Key), FollowRequest.TryRead(Request.Write())!.Positions.OrderBy(p => p.Key));
        Assert.Equivalent(Report, GatewayReport.TryRead(Report.Write()), strict: true);
        Assert.Equivalent(Verdict, SandboxVerdict.TryRead(Verdict.Write()), strict: true);
        foreach (var message in new FollowMessage[] { new(FollowWord.Heartbeat), new(FollowWord.Lists), new(FollowWord.SealingKeys, "acme"), new(FollowWord.Snapshot, "acme", new(3, 4)) })
            Assert.Equal(message, FollowMessage.TryRead(message.Write().AsSpan(2)));
        var question = new EnrolmentQuestion("pe1-x", new byte[] { 1, 2, 3 });
        Assert.Equal(question.SigningRequest.ToArray(), EnrolmentQuestion.TryRead(question.Write())!.SigningRequest.ToArray());
        Assert.Equal(new EnrolmentAnswer("a", "bc"), EnrolmentAnswer.TryRead(new EnrolmentAnswer("a", "bc").Write()));
    }

    [Fact]
    public void Every_cut_is_refused()
    {
        Assert.All(Cuts.Truncations(Request.Write()), cut => Assert.Null(FollowRequest.TryRead(cut)));
        Assert.All(Cuts.Truncations(Verdict.Write()), cut => Assert.Null(SandboxVerdict.TryRead(cut)));
        Assert.All(Cuts.Truncations(Report.Write()), cut => Assert.Null(GatewayReport.TryRead(cut)));
        Assert.All(Cuts.Truncations(new FollowMessage(FollowWord.Snapshot, "acme", new(3, 4)).Write()[2..]), cut => Assert.Null(FollowMessage.TryRead(cut)));
        Assert.All(Cuts.Truncations(new EnrolmentQuestion("pe1-x", new byte[] { 1, 2, 3 }).Write()), cut => Assert.Null(EnrolmentQuestion.TryRead(cut)));
        Assert.All(Cuts.Truncations(new EnrolmentAnswer("a", "bc").Write()), cut => Assert.Null(EnrolmentAnswer.TryRead(cut)));
    }

    [Fact]
    public void Nothing_follows_the_end_and_noise_never_throws()
    {
        Assert.Null(FollowRequest.TryRead([.. Request.Write(), 0]));
        Assert.Null(GatewayReport.TryRead([.. Report.Write(), 0]));
        Assert.Null(SandboxVerdict.TryRead([.. Verdict.Write(), 0]));
        foreach (var noise in Cuts.Noise(new Random(7), 2000, 200).Concat(Cuts.Flips(Report.Write(), new Random(8)).Concat(Cuts.Flips(Verdict.Write(), new Random(9))).Select(f => f.Bytes)))
        {
            _ = FollowRequest.TryRead(noise);
            _ = GatewayReport.TryRead(noise);
            _ = SandboxVerdict.TryRead(noise);
            _ = FollowMessage.TryRead(noise);
            _ = EnrolmentQuestion.TryRead(noise);
            _ = EnrolmentAnswer.TryRead(noise);
            _ = BlobFrame.TryReadAsked(noise);
            _ = NewerAnswer.TryRead(noise);
        }
    }

    [Fact]
    public async Task A_stream_that_is_cut_or_lies_about_lengths_is_no_message()
    {
        var whole = new FollowMessage(FollowWord.Snapshot, "acme", new(3, 4)).Write();
        for (var length = 1; length < whole.Length; length++)
            await Assert.ThrowsAnyAsync<Exception>(async () => await FollowMessage.ReadAsync(new MemoryStream(whole, 0, length), default));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await FollowMessage.ReadAsync(new MemoryStream([0xFF, 0xFF, 1]), default));
        Assert.Null(await FollowMessage.ReadAsync(new MemoryStream(), default));

        var blob = Blob.Pack(new byte[1000]);
        var head = new byte[BlobFrame.HeadBytes];
        BlobFrame.WriteHead(head, blob);
        Assert.Equal(blob.Packed.ToArray(), (await BlobFrame.ReadAsync(new MemoryStream([.. head, .. blob.Packed.Span]), new(blob.Hash, blob.Size), default))!.Packed.ToArray());
        var newer = NewerAnswer.Write(new byte[] { 1, 2, 3 }, [blob, Blob.Pack(new byte[7])]);
        Assert.Equal(blob.Hash, NewerAnswer.TryRead(newer)!.Blobs[0].Hash);
        Assert.All(Cuts.Truncations(newer).Where(c => c.Length is not (7 or 0) && c.Length != newer.Length - (NewerAnswer.TryRead(newer)!.Blobs[1].Packed.Length + 40)), cut => Assert.Null(NewerAnswer.TryRead(cut)));
        Assert.Equal(new SnapshotPosition(1, 2), NewerAnswer.TryReadQuestion(NewerAnswer.Ask(new(1, 2))));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await BlobFrame.ReadAsync(new MemoryStream([.. head, .. blob.Packed.Span]), new(blob.Hash, 999), default));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await BlobFrame.ReadAsync(new MemoryStream([.. head[..4], 0x7F, 0xFF, 0xFF, 0xFF]), new(blob.Hash, blob.Size), default));
        BlobFrame.WriteHead(head, null);
        Assert.Null(await BlobFrame.ReadAsync(new MemoryStream(head), new(blob.Hash, blob.Size), default));
    }

    [Fact]
    public void A_report_that_would_be_too_long_tells_how_much_is_left_out()
    {
        var fault = new ReportedFault("site", "default", "shop", "spec", new string('ä', 5000), false);
        var many = new GatewayReport("1", [.. Enumerable.Range(0, 300).Select(i => new ReportedTenant($"t{i}", default, "", 5000, [.. Enumerable.Repeat(fault, 300)]))]);

        var bytes = many.Write();

        Assert.InRange(bytes.Length, 1, GatewayReport.MostBytes);
        Assert.All(GatewayReport.TryRead(bytes)!.Tenants, t => Assert.Equal(5000, t.RefusedInAll));
    }

    [Theory]
    [InlineData("site", "default", "shop", "site/default/shop")]
    [InlineData("gateway_group", "", "edge", "gateway_group/-/edge")]
    public void A_key_is_read_as_it_was_written(string kind, string space, string name, string text)
    {
        Assert.Equal(text, EntryKey.Of(new(kind, space, name)));
        Assert.Equal(new LocalKey(kind, space, name), EntryKey.TryParse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("site/default")]
    [InlineData("site/-/shop")]
    [InlineData("gateway_group/default/edge")]
    [InlineData("site/default/shop/more")]
    [InlineData("unknown/default/shop")]
    [InlineData("site/default/../shop")]
    public void What_is_no_key_is_none(string text) => Assert.Null(EntryKey.TryParse(text));
}
