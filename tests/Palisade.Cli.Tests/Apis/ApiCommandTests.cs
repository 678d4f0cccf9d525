using System.Text.Json;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Tests.Apis;

public sealed class ApiCommandTests
{
    private const string Good =
        """
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        paths:
          /books/{id}:
            get:
              operationId: getBook
              parameters: [ { name: id, in: path, required: true, schema: { type: integer } } ]
              responses: { '200': { description: one } }
            put:
              operationId: putBook
              parameters: [ { name: id, in: path, required: true, schema: { type: integer } } ]
              requestBody: { required: true, content: { application/json: { schema: { type: object, required: [title] } } } }
              responses: { '204': { description: put } }
        """;

    [Fact]
    public async Task A_good_description_is_counted()
    {
        using var folder = new TemporaryFolder();

        var run = await Invocation.RunAsync("api", "check", folder.Write("books.yaml", Good));

        Assert.Equal((ExitCode.Done, "0 errors, 0 warnings; Books, 2 operations"), (run.Code, run.Output.Trim()));
    }

    [Fact]
    public async Task Every_fault_is_listed_with_its_place_and_the_exit_code_is_1()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("books.yaml", Good.Replace("type: integer", "$ref: '#/nowhere'", StringComparison.Ordinal).Replace("required: [title]", "required: [title], pattern: '(?=a)'", StringComparison.Ordinal));

        var run = await Invocation.RunAsync("api", "check", "--json", file);

        Assert.Equal(ExitCode.Findings, run.Code);
        using var json = JsonDocument.Parse(run.Output);
        var faults = json.RootElement.GetProperty("faults").EnumerateArray().Select(f => (f.GetProperty("code").GetString(), f.GetProperty("line").GetInt32())).ToArray();
        Assert.Equal([("AP0024", 7), ("AP0024", 11), ("AP0035", 12)], faults.Order());
    }

    [Theory]
    [InlineData("/books/7", 0, "as the description has it")]
    [InlineData("/books/seven", 1, "VIOL_API_PARAMETER API books, operation getBook, the path parameter 'id', expected integer (block)")]
    [InlineData("https://shop.example/books/7?x=1", 1, "there is no query parameter 'x' (report)")]
    [InlineData("/papers", 1, "VIOL_API_PATH")]
    public async Task A_request_is_held_against_the_description(string url, int code, string says)
    {
        using var folder = new TemporaryFolder();

        var run = await Invocation.RunAsync("api", "explain", folder.Write("books.yaml", Good), "--url", url);

        Assert.Equal(code, run.Code);
        Assert.Contains(says, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_is_taken_from_a_file()
    {
        using var folder = new TemporaryFolder();
        var (file, body) = (folder.Write("books.yaml", Good), folder.Write("body.json", "{\"titel\":\"x\"}"));

        var run = await Invocation.RunAsync("api", "explain", file, "--url", "/books/7", "--method", "PUT", "--body-file", body);

        Assert.Equal(ExitCode.Findings, run.Code);
        Assert.Contains("the body at its root, expected a member 'title'", run.Output, StringComparison.Ordinal);
    }
}
