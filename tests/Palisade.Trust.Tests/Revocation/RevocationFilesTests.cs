using Palisade.Trust.Identities;
using Palisade.Trust.Revocation;

namespace Palisade.Trust.Tests.Revocation;

public sealed class RevocationFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Installation _installation = new();

    [Fact]
    public void After_a_restart_the_lists_hold_and_an_older_one_is_still_refused()
    {
        var (older, newer) = (_installation.Issuing.Sign(List(4)), _installation.Issuing.Sign(List(5, "AB")));
        Assert.True(Start(out _, out _).TryTake(newer, out _));
        Assert.True(Start(out _, out _).TryTake(_installation.Root.Sign(List(1, "CD")), out _));

        var files = Start(out var lists, out var faults);

        Assert.Empty(faults);
        Assert.Equal((5UL, 1UL), (lists.OfAuthority!.Number, lists.OfRoot!.Number));
        Assert.False(files.TryTake(older, out var refusal));
        Assert.Equal(ListRefusal.Older, refusal.Kind);
    }

    [Fact]
    public void A_damaged_file_is_named_and_the_other_list_holds()
    {
        var first = Start(out _, out _);
        first.TryTake(_installation.Root.Sign(List(1)), out _);
        Assert.True(first.TryTake(_installation.Issuing.Sign(List(5)), out _));
        File.WriteAllText(_folder.File("revoked-0.list"), "x");

        Start(out var lists, out var faults);

        Assert.Contains("revoked-0.list: Damaged at byte", Assert.Single(faults), StringComparison.Ordinal);
        Assert.Equal(5UL, lists.OfAuthority!.Number);
    }

    public void Dispose()
    {
        _installation.Dispose();
        _folder.Dispose();
    }

    private RevocationFiles Start(out Revocations lists, out IReadOnlyList<string> faults)
    {
        lists = new Revocations(_installation.Anchors, _installation.Clock);
        var files = new RevocationFiles(_folder.Root, lists);
        faults = files.Load();
        return files;
    }

    private RevocationList List(ulong number, params string[] serials) => new(number, _installation.Clock.Now, _installation.Clock.Now.AddHours(1), serials, Array.Empty<Identity>());
}
