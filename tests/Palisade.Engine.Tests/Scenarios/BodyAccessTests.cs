namespace Palisade.Engine.Tests.Scenarios;

public sealed class BodyAccessTests
{
    private const string Rule = "SecRule ARGS:user \"@streq admin\" \"id:1,phase:2,deny,status:403\"\n";

    [Fact]
    public void Rules_that_say_nothing_about_the_body_get_it() =>
        Scenario.Rules(Rule).Post("/", "user=admin").Blocks(403);

    [Fact]
    public void An_explicit_Off_keeps_the_body_from_the_rules() =>
        Scenario.Rules("SecRequestBodyAccess Off\n" + Rule).Post("/", "user=admin").Passes();
}
