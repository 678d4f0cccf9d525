using Palisade.Engine.Outcome;
using Palisade.Protection.Habits;

namespace Palisade.Protection.Tests.Habits;

/// <summary>What sites learn of ordinary requests, and what that adds to what is found.</summary>
public sealed class SiteHabitsTests
{
    private const string Prose = "Two pots (red & blue), \"large\"; don't ask why: 100% new?";

    [Theory]
    [InlineData("/orders/9?id=faint+1", 5, "bytes of one kind only")] // digits until now
    [InlineData("/orders/9?id=weak+1", 6, "bytes of one kind only")]
    [InlineData("/orders/9?other=weak", 5, "does not usually have")]
    [InlineData("/orders/9?weak=1", 5, "does not usually have")] // found in the name
    [InlineData("/orders/9?note=weak", 3, null)] // ordinary there
    [InlineData("/orders/9?other=1&note=weak", 3, null)] // unusual, but elsewhere
    [InlineData("/orders/9?id=1&note=nothing", 0, null)]
    [InlineData("/orders/9?id=%27%3B%7C%3Cz%3E", 0, null)] // unusual, and nothing found
    [InlineData("/orders/9?id=hidden", 2, null)] // hiding is no attack
    [InlineData("/elsewhere?id=weak+1", 3, null)] // nothing is known of it
    public void What_is_found_where_it_is_unusual_weighs_more_and_nothing_else_does(string target, int score, string? reason)
    {
        var site = Taught();

        var (found, reasons, blocked) = Ask.Of(site, target);

        Assert.Equal((score, score >= 5), (found, blocked));
        var told = reasons.SingleOrDefault(r => r.Kind == Evidence.Endpoint);
        if (reason is null) Assert.Null(told);
        else Assert.Contains(reason, told!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_much_longer_than_usual_weighs_a_little()
    {
        var site = Taught();

        Assert.Equal(4, Ask.Of(site, "/orders/9?note=weak" + new string('x', 600)).Score);
    }

    [Fact]
    public void A_body_of_a_type_that_never_came_weighs_a_little()
    {
        var site = Taught();

        Assert.Equal(3, Ask.Of(site, "/orders/9", body: "weak").Score);
        Assert.Equal(4, Ask.Of(site, "/orders/9", body: "weak", type: "application/weird").Score);
    }

    [Fact]
    public void Few_clients_teach_nothing_however_often_they_ask()
    {
        var site = new SiteHabits();
        for (var i = 0; i < 7_000; i++) Ask.Teach(site, $"/orders/{i}?id={i}", client: i % 4);

        Assert.Equal(3, Ask.Of(site, "/orders/9?id=weak").Score);
    }

    [Fact]
    public void One_client_makes_nothing_usual_and_takes_nothing_away()
    {
        var site = Taught();
        for (var i = 0; i < 2_000; i++) Ask.Teach(site, $"/orders/1?id=a+%27b%27+%3B{i}&other=1&n{i}x{i}y=1", client: 3);

        Assert.Equal(5, Ask.Of(site, "/orders/9?id=faint+1").Score);
        Assert.Equal(5, Ask.Of(site, "/orders/9?other=weak").Score);
    }

    [Fact]
    public void What_several_clients_send_becomes_usual()
    {
        var site = Taught();
        for (var i = 0; i < 2_000; i++) Ask.Teach(site, "/orders/1?id=a+b+2&other=abc", client: i % 37);

        Assert.Equal(3, Ask.Of(site, "/orders/9?id=weak+1").Score);
        Assert.Equal(3, Ask.Of(site, "/orders/9?other=weak").Score);
    }

    [Fact]
    public void Paths_without_end_take_no_memory_without_end_and_what_is_known_stays()
    {
        var memory = new HabitMemory(100);
        var site = Taught(memory);
        for (var i = 0; i < 20_000; i++) Ask.Teach(site, $"/{(char)('a' + (i % 26))}{(char)('a' + (i / 26 % 26))}{(char)('a' + (i / 676))}?a=1", client: i);

        Assert.Equal((100, 100), (site.Endpoints, memory.Taken));
        Assert.Equal(5, Ask.Of(site, "/orders/9?id=faint+1").Score);
        Assert.False(Learns(new SiteHabits(memory)));
        site.Close();
        site.Close();
        Assert.Equal(0, memory.Taken);
    }

    [Fact]
    public void Learning_of_what_is_known_allocates_nothing()
    {
        var site = Taught();
        using var request = Ask.Begin("/orders/77?id=12&note=hello+there", client: 5);
        for (var i = 0; i < 100; i++) site.Learn(request, "/orders/77"u8);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) site.Learn(request, "/orders/77"u8);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Threads_learn_at_once_and_random_bytes_do_no_harm()
    {
        var site = new SiteHabits();
        Parallel.For(0, 8, thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 600; i++)
            {
                Ask.Teach(site, $"/orders/{i}?id={i}", client: random.Next(40));
                Ask.Teach(site, $"/{Noise(random)}?{Noise(random)}={Noise(random)}", client: random.Next());
                Ask.Of(site, $"/{Noise(random)}?{Noise(random)}=weak{Noise(random)}");
            }
        });

        Assert.Equal(5, Ask.Of(site, "/orders/9?id=faint+1").Score);
    }

    private static bool Learns(SiteHabits site)
    {
        Ask.Teach(site, "/a?b=1", client: 1);
        return site.Endpoints > 0;
    }

    private static string Noise(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => $"%{random.Next(1, 256):x2}"));

    private static SiteHabits Taught(HabitMemory? memory = null)
    {
        var site = new SiteHabits(memory);
        for (var i = 0; i < 400; i++) Ask.Teach(site, $"/orders/{i}?id={i}&note={Uri.EscapeDataString(Prose)}", client: i % 20);
        return site;
    }
}
