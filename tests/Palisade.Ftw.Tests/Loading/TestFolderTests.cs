using Palisade.Ftw.Loading;

namespace Palisade.Ftw.Tests.Loading;

public sealed class TestFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("palisade-ftw-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_gives_its_yaml_and_yml_files_of_every_depth_in_order()
    {
        foreach (var name in new[] { "b.yaml", "a/z.yml", "a/readme.md", "c.YAML.txt" })
        {
            var path = Path.Combine(_folder.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }

        Assert.Equal(["z.yml", "b.yaml"], TestFolder.Read([_folder.FullName]).Select(f => Path.GetFileName(f.Path)));
    }

    [Fact]
    public void A_path_that_does_not_exist_is_a_fault()
    {
        var file = Assert.Single(TestFolder.Read([Path.Combine(_folder.FullName, "none.yaml")]));
        Assert.Equal("does not exist", Assert.Single(file.Faults).Message);
    }
}
