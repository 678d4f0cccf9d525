namespace Palisade.Engine.Tests.Scenarios;

public sealed class RestPathScenarioTests
{
    private const string Rules = """
        SecRule REQUEST_FILENAME "@restpath /shops/{shop}/items/{item}" "id:1,phase:1,pass"
        SecRule ARGS_PATH:item "@streq lamp" "id:2,phase:1,deny,status:403"
        """;

    [Fact]
    public void Later_rules_read_the_parts_of_the_path_by_name() => Scenario.Rules(Rules).Get("/shops/7/items/lamp").Blocks(403);

    [Fact]
    public void Another_path_has_no_parts() => Scenario.Rules(Rules).Get("/shops/7/things/lamp").Passes();
}
