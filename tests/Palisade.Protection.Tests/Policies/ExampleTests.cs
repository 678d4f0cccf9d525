using Palisade.Configuration.Policies;
using Palisade.Protection.Tests.Policies.Services;

namespace Palisade.Protection.Tests.Policies;

/// <summary>The example of <c>docs/service-policies.md</c> is a policy that loads, and does what the page says.</summary>
public sealed class ExampleTests
{
    [Fact]
    public void The_example_of_the_page_loads_and_decides()
    {
        var site = Policy.Site(Example());

        Assert.Equal("shop", site.Name);
        Assert.True(Asked.Denied(site, "GET /", "203.0.113.1"));
        Assert.True(Asked.Denied(site, "GET /ADMIN/users", "198.51.100.1"));
        Assert.False(Asked.Denied(site, "GET /admin/users", "203.0.113.200"));
        Assert.True(Asked.Of(site, "GET /feed/x", "198.51.100.1").Rule is { SkipsFirewall: true, SkipsBots: true });
        Assert.True(Asked.Denied(site, "GET /\nUser-Agent: OldApp/2.1", "198.51.100.1"));
        Assert.True(Asked.Denied(site, "POST /pay", "198.51.100.1", body: "card=4242 4242 4242 4242"));
        Assert.Equal(PolicyAction.NextPolicy, Asked.Of(site, "GET /shop", "198.51.100.1").Action);
        Assert.Equal("logins", site.For("/login"u8, "POST"u8).RatePolicies[0].Name);
    }

    private static string Example()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var page = Path.Combine(folder.FullName, "docs", "service-policies.md");
            if (File.Exists(page)) return File.ReadAllText(page).Split("```yaml\n")[1].Split("```")[0];
        }

        throw new InvalidOperationException("There is no docs/service-policies.md above the tests.");
    }
}
