using Palisade.Protection.Apis.Documents;
using Palisade.Protection.Apis.Enforcement;

namespace Palisade.Protection.Tests.Apis;

/// <summary>The descriptions that tests use.</summary>
internal static class Description
{
    public static byte[] Bytes(string name)
    {
        using var stream = typeof(Description).Assembly.GetManifestResourceStream($"apis/{name}")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public static DocumentNode Parcels => DocumentReader.Read("parcels.yaml", Bytes("parcels.yaml"), new())!;

    public static ApiDefinition Load(string text, ApiOptions? options = null)
    {
        var faults = new DocumentFaults();
        var api = ApiDefinition.Load("api.yaml", System.Text.Encoding.UTF8.GetBytes(text), options ?? Strict, faults);
        return api ?? throw new InvalidOperationException(string.Join('\n', faults.All));
    }

    public static ApiDefinition LoadParcels(ApiOptions? options = null)
    {
        var faults = new DocumentFaults();
        var api = ApiDefinition.Load("parcels.yaml", Bytes("parcels.yaml"), options ?? Strict, faults);
        Assert.Empty(faults.All);
        return api!;
    }

    /// <summary>Everything is looked for.</summary>
    public static ApiOptions Strict => new()
    {
        Name = "test",
        Actions = new(Enum.GetValues<ApiViolation>().Select(v => KeyValuePair.Create(v, ViolationAction.Block))),
    };
}
