using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Palisade.Gateway.Filter.Challenges;

namespace Palisade.Gateway.Tests.Filter.Challenges;

public sealed class PassTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly KeyRing _keys = new(null, TimeProvider.System, NullLogger.Instance);

    private SigningKey Key => _keys.Current(TimeSpan.FromDays(7));

    [Fact]
    public void A_pass_holds_for_its_client_and_time()
    {
        var text = new Pass(Now.AddHours(1), Automated: true).Write(Key, Client("192.0.2.7"));

        Assert.Equal(new Pass(Now.AddHours(1), true), Read(text, Client("192.0.2.7"), Now));
        Assert.NotNull(Read(text, Client("192.0.2.200"), Now));
        Assert.NotNull(Read(text, Client("192.0.2.7"), Now.AddMinutes(59)));
        Assert.Null(Read(text, Client("192.0.2.7"), Now.AddHours(1)));
        Assert.Null(Read(text, Client("192.0.3.7"), Now));
        Assert.Null(Read(text, Client("2001:db8::1"), Now));
        Assert.Null(Read(text, Client("192.0.2.7", "Other/1.0"), Now));
    }

    [Fact]
    public void A_cut_or_changed_pass_and_one_of_another_key_hold_nothing()
    {
        var text = new Pass(Now.AddHours(1), Automated: false).Write(Key, Client("192.0.2.7"));

        for (var cut = 0; cut < text.Length; cut++) Assert.Null(Read(text[..cut], Client("192.0.2.7"), Now));
        Assert.Null(Read(text + "A", Client("192.0.2.7"), Now));
        for (var at = 0; at < text.Length; at++)
        {
            var changed = text.ToCharArray();
            changed[at] = changed[at] == 'A' ? 'B' : 'A';
            Assert.Null(Read(new string(changed), Client("192.0.2.7"), Now));
        }

        var others = new KeyRing(null, TimeProvider.System, NullLogger.Instance);
        Assert.Null(Read(new Pass(Now.AddHours(1), false).Write(others.Current(TimeSpan.FromDays(7)), Client("192.0.2.7")), Client("192.0.2.7"), Now));
    }

    [Fact]
    public void A_puzzle_is_no_pass()
    {
        var puzzle = Puzzle.New(Now, 8, 60).Write(Key, Client("192.0.2.7"));

        Assert.Null(Read(puzzle, Client("192.0.2.7"), Now));
    }

    [Fact]
    public void Reading_a_pass_allocates_nothing()
    {
        var text = Encoding.ASCII.GetBytes(new Pass(Now.AddHours(1), false).Write(Key, Client("192.0.2.7")));
        var address = IPAddress.Parse("192.0.2.7");

        Assert.Equal(0, Allocation.Of(() => Pass.TryRead(_keys, text, new ChallengedClient(address, 24, 56, "Mozilla/5.0"u8), Now, out _), 50));
    }

    [Fact]
    public void Keys_survive_in_a_file_and_the_one_before_a_change_still_verifies()
    {
        var folder = Directory.CreateTempSubdirectory("palisade-keys").FullName;
        var file = Path.Combine(folder, "state", "challenge.keys");
        try
        {
            var first = new KeyRing(file, TimeProvider.System, NullLogger.Instance);
            var key = first.Current(TimeSpan.FromDays(7));
            Assert.Equal(key.Id, new KeyRing(file, TimeProvider.System, NullLogger.Instance).Current(TimeSpan.FromDays(7)).Id);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

            var next = first.Current(TimeSpan.Zero);
            Assert.NotEqual(key.Id, next.Id);
            Assert.NotNull(first.Find(key.Id));
            Assert.Equal(2, File.ReadAllLines(file).Length);
            first.Current(TimeSpan.Zero);
            Assert.Equal(2, File.ReadAllLines(file).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Pass? Read(string text, ChallengedClient client, DateTimeOffset now) => Pass.TryRead(_keys, Encoding.ASCII.GetBytes(text), client, now, out var pass) ? pass : null;

    private static ChallengedClient Client(string address, string agent = "Mozilla/5.0") => new(IPAddress.Parse(address), 24, 56, Encoding.ASCII.GetBytes(agent));
}
