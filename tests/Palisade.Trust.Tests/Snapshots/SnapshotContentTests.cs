using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Content;

namespace Palisade.Trust.Tests.Snapshots;

public sealed class SnapshotContentTests
{
    [Fact]
    public void However_the_entries_came_in_the_pages_are_the_same()
    {
        var random = new Random(1);
        var (content, expected) = (SnapshotContent.Empty, new SortedDictionary<string, BlobReference>(StringComparer.Ordinal));
        for (var round = 0; round < 200; round++)
        {
            var changes = Enumerable.Range(0, random.Next(1, 40)).Select(_ => $"site/{random.Next(600)}").Distinct(StringComparer.Ordinal)
                .ToDictionary(k => k, _ => random.Next(3) is 0 ? (BlobReference?)null : Some(random), StringComparer.Ordinal);
            foreach (var (key, blob) in changes)
            {
                if (blob is { } set) expected[key] = set;
                else expected.Remove(key);
            }

            content = content.Change(changes);

            Assert.Equal(expected.Select(e => new SnapshotEntry(e.Key, e.Value)), content.Entries);
            Assert.Equal(All(expected).Pages.Select(p => p.Reference), content.Pages.Select(p => p.Reference));
        }

        Assert.All(expected, e => Assert.Equal(e.Value, content.Find(e.Key)));
        Assert.Null(content.Find("site/"));
        Assert.Null(content.Find("zzz"));
    }

    [Fact]
    public void A_changed_entry_changes_one_page_and_shares_the_others()
    {
        var random = new Random(2);
        var content = All(Enumerable.Range(0, 10_000).Select(i => KeyValuePair.Create($"site/{i}", Some(random))));

        var changed = content.Change(new Dictionary<string, BlobReference?>(StringComparer.Ordinal) { ["site/5000"] = Some(random) });

        Assert.Single(changed.Pages.Except(content.Pages));
        Assert.Contains("site/5000", Assert.Single(changed.PagesSince(content)).Entries.Select(e => e.Key));
        Assert.InRange(content.Pages.Count, 100, 250);
    }

    [Fact]
    public void A_page_reads_back_and_no_cut_of_it_does()
    {
        var page = Page();

        Assert.Equal(page.Entries, ContentPage.TryRead(page.Bytes.ToArray())!.Entries);
        Assert.All(Cuts.Truncations(page.Bytes.ToArray()), cut => Assert.Null(ContentPage.TryRead(cut)));
        Assert.Null(ContentPage.TryRead([.. page.Bytes.Span, 0]));
    }

    [Fact]
    public void Damaged_pages_and_noise_are_refused_or_in_the_one_form_there_is()
    {
        var damaged = Cuts.Flips(Page().Bytes.ToArray(), new Random(3)).Select(f => f.Bytes).Concat(Cuts.Noise(new Random(4), 5000, 300));
        foreach (var bytes in damaged)
        {
            if (ContentPage.TryRead(bytes) is { } read) Assert.Equal(bytes, ContentPage.Of([.. read.Entries]).Bytes.ToArray());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("site shop")]
    [InlineData("site/é")]
    [InlineData("site\n")]
    public void What_is_no_key_is_refused(string key)
    {
        Assert.Throws<ArgumentException>(() => All([KeyValuePair.Create(key, Some(new Random(1)))]));
        Assert.Null(ContentPage.TryRead(ContentPage.Of([new("a", default)]).Bytes.ToArray().Select((b, i) => i is 6 ? (byte)' ' : b).ToArray()));
    }

    [Fact]
    public void A_key_may_have_512_characters_and_no_more()
    {
        Assert.Equal(1, All([KeyValuePair.Create(new string('k', 512), Some(new Random(1)))]).Count);
        Assert.Throws<ArgumentException>(() => All([KeyValuePair.Create(new string('k', 513), Some(new Random(1)))]));
    }

    private static SnapshotContent All(IEnumerable<KeyValuePair<string, BlobReference>> entries) =>
        SnapshotContent.Empty.Change(entries.ToDictionary(e => e.Key, e => (BlobReference?)e.Value, StringComparer.Ordinal));

    private static ContentPage Page()
    {
        var random = new Random(5);
        return All(Enumerable.Range(0, 60).Select(i => KeyValuePair.Create($"site/{i}", Some(random)))).Pages[0];
    }

    private static BlobReference Some(Random random)
    {
        var bytes = new byte[BlobHash.Length];
        random.NextBytes(bytes);
        return new(new(bytes), random.Next(10_000));
    }
}
