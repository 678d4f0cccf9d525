using Palisade.Protection.Apis.Enforcement;
using Palisade.Protection.Tests.Apis.Generation;

namespace Palisade.Protection.Tests.Apis;

public sealed class GeneratedRequestTests
{
    private static readonly ApiDefinition Api = Description.LoadParcels();

    [Fact]
    public void The_description_has_fifty_operations() => Assert.Equal(50, Api.OperationCount);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_valid_request_passes(int seed)
    {
        var random = new Random(seed);
        var sample = new RequestSample(Description.Parcels, random, "/v2");
        var operations = sample.Operations.ToArray();
        var wrong = new List<string>();
        for (var round = 0; round < 60; round++)
        {
            foreach (var (path, method, item, operation) in operations)
            {
                var request = sample.Of(path, method, item, operation);
                var check = request.RunOn(Api)!;
                if (check.Findings.Count > 0 || check.OperationId != request.Operation) wrong.Add($"{string.Join("; ", check.Findings)}\n{check.OperationId}\n{request}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {60 * operations.Length}:\n{string.Join("\n----\n", wrong.Take(5))}");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Every_request_that_was_made_wrong_is_found(int seed)
    {
        var random = new Random(seed);
        var sample = new RequestSample(Description.Parcels, random, "/v2");
        var missed = new List<string>();
        var count = 0;
        for (var round = 0; round < 10; round++)
        {
            foreach (var (path, method, item, operation) in sample.Operations)
            {
                foreach (var (name, request) in Mutation.All(sample.Of(path, method, item, operation, wholly: true), random))
                {
                    count++;
                    var found = request.RunOn(Api)!.Findings;
                    if (!found.Any(f => f.Name == name)) missed.Add($"expected {name}, found {string.Join("; ", found)}\n{request}");
                }
            }
        }

        Assert.True(count > 3000, $"{count} requests");
        Assert.True(missed.Count == 0, $"{missed.Count} of {count}:\n{string.Join("\n----\n", missed.Take(5))}");
    }
}
