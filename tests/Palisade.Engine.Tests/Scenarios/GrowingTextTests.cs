namespace Palisade.Engine.Tests.Scenarios;

/// <summary>Rules that double a variable again and again fill no memory: neither when they are loaded nor when a request comes.</summary>
public sealed class GrowingTextTests
{
    [Theory]
    [InlineData("SecRule REQUEST_METHOD \"@rx .\"")]
    [InlineData("SecAction")]
    public void A_variable_that_doubles_itself_sixty_times_stays_bounded(string rule)
    {
        var doubling = string.Concat(Enumerable.Range(10, 60).Select(id => $"{rule} \"id:{id},phase:1,pass,nolog,setvar:'tx.a=%{{tx.a}}%{{tx.a}}'\"\n"));
        Scenario.Rules($"SecAction \"id:1,phase:1,pass,nolog,setvar:tx.a=aaaaaaaa\"\n{doubling}SecRule TX:a \"@rx ^a+$\" \"id:2,phase:1,deny,status:403\"").Get("/").Blocks(403);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Scenario.Rules($"SecAction \"id:1,phase:1,pass,nolog,setvar:tx.a=aaaaaaaa\"\n{doubling}").Get("/").Run();
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64 << 20);
    }
}
