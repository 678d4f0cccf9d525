namespace Palisade.EndToEnd.Tests.Readme;

public sealed class CommandBlocksTests
{
    [Theory]
    [InlineData("```sh\n./palisade run\n# a remark\n\ncurl -s x\n```\n", "./palisade run|curl -s x")]
    [InlineData("```console\n$ ./palisade run\nits output\n$ curl x\n```", "./palisade run|curl x")]
    [InlineData("```sh\n./palisade run \\\n    --origin http://x \\\n    --rules y\n```", "./palisade run --origin http://x --rules y")]
    [InlineData("```text\n./palisade run\n```\n./palisade run\n```sh\n./test\n```", "./test")]
    public void Commands_are_read_from_fences_that_are_meant_to_be_run(string markdown, string commands) =>
        Assert.Equal(commands.Split('|'), CommandBlocks.Read(markdown));
}
