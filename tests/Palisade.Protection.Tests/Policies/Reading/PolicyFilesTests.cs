using Palisade.Protection.Policies;
using Palisade.Protection.Policies.Reading;

namespace Palisade.Protection.Tests.Policies.Reading;

public sealed class PolicyFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("palisade-policies-");

    [Fact]
    public void A_folder_is_read_in_the_order_of_its_files()
    {
        Write("2.yaml", "kind: site\nmetadata: {name: shop}\nspec: {}");
        Write("1.yml", "kind: site\nmetadata: {name: '?'}\nspec: {}");
        Write("3.txt", "not ours");

        var built = PolicyBuilder.Build(new PolicySource { Files = [_folder.FullName] });

        Assert.Equal(["1.yml", "2.yaml"], built.Diagnostics.Select(d => Path.GetFileName(d.At.File)).Order());
        Assert.Equal(2, built.Objects);
    }

    [Fact]
    public void What_cannot_be_read_is_told()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "latin.yaml"), [0x6B, 0xE9]);

        var built = PolicyBuilder.Build(new PolicySource { Files = [Path.Combine(_folder.FullName, "gone.yaml"), Path.Combine(_folder.FullName, "latin.yaml")] });

        Assert.Equal([PolicyCodes.File, PolicyCodes.File], built.Diagnostics.Select(d => d.Code));
        Assert.Null(built.Site);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
