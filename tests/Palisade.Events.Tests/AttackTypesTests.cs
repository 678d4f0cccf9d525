namespace Palisade.Events.Tests;

public sealed class AttackTypesTests
{
    [Theory]
    [InlineData("application-multi,attack-sqli,OWASP_CRS/ATTACK-SQLI", AttackType.SqlInjection)]
    [InlineData("attack-xss", AttackType.CrossSiteScripting)]
    [InlineData("attack-rce", AttackType.CommandExecution)]
    [InlineData("attack-rce,OWASP_CRS/WEB-SHELLS", AttackType.TrojanBackdoorSpyware)]
    [InlineData("ATTACK-LFI", AttackType.PathTraversal)]
    [InlineData("attack-ssti", AttackType.ServerSideCodeInjection)]
    [InlineData("attack-generic", AttackType.OtherApplicationAttacks)]
    [InlineData("attack-of-next-year", AttackType.OtherApplicationAttacks)]
    [InlineData("attack-type/ATTACK_TYPE_BUFFER_OVERFLOW,attack-sqli", AttackType.BufferOverflow)]
    [InlineData("attack-type/NONSENSE,attack-sqli", AttackType.SqlInjection)]
    [InlineData("application-multi,paranoia-level/1", null)]
    [InlineData("", null)]
    public void Tags_say_which_attack_it_is(string tags, AttackType? expected) => Assert.Equal(expected, AttackTypes.FromTags(tags.Split(',')));

    [Fact]
    public void Every_type_has_a_name_of_its_own_and_is_found_by_it()
    {
        foreach (var type in Enum.GetValues<AttackType>())
        {
            Assert.StartsWith("ATTACK_TYPE_", AttackTypes.Name(type), StringComparison.Ordinal);
            Assert.Equal(type, AttackTypes.Parse(AttackTypes.Name(type)));
            Assert.Equal(type, AttackTypes.Parse(AttackTypes.Name(type)["ATTACK_TYPE_".Length..].ToLowerInvariant()));
        }

        Assert.Null(AttackTypes.Parse("NONSENSE"));
    }
}
