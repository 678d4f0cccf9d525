namespace Palisade.Manager.Tests.Delivery;

/// <summary>A folder of one test, gone with it.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("palisade-delivery-");

    public string Root => _folder.FullName;

    public string At(params string[] parts) => Path.Combine([Root, .. parts]);

    public void Dispose() => _folder.Delete(recursive: true);
}
