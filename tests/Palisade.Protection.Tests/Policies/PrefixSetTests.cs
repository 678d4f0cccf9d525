using System.Net;
using System.Text;
using Palisade.Engine.Addresses;
using Palisade.Protection.Policies;
using Palisade.Protection.Policies.Reading;

namespace Palisade.Protection.Tests.Policies;

public sealed class PrefixSetTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("palisade-prefixes-");

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0 10.255.255.255 ::ffff:10.1.2.3", "9.255.255.255 11.0.0.0 ::10.0.0.1")]
    [InlineData("10.0.0.0/9 10.128.0.0/9 10.3.0.0/16", "10.127.255.255 10.128.0.0", "11.0.0.0")]
    [InlineData("192.0.2.1", "192.0.2.1", "192.0.2.0 192.0.2.2")]
    [InlineData("0.0.0.0/0", "0.0.0.0 255.255.255.255", "::1")]
    [InlineData("255.255.255.255", "255.255.255.255", "255.255.255.254")]
    [InlineData("2001:db8::/32", "2001:db8:: 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7:ffff:: 2001:db9::")]
    [InlineData("::/0", ":: ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "0.0.0.0")]
    [InlineData("2001:db8::8000:0:0:0/65", "2001:db8::8000:0:0:0", "2001:db8::7fff:ffff:ffff:ffff 2001:db8:0:1::")]
    [InlineData("::ffff:10.0.0.0/104", "10.1.1.1", "11.0.0.0")]
    public void Addresses_are_in_the_prefixes_that_hold_them(string prefixes, string inside, string outside)
    {
        var set = Set(prefixes.Split(' '));

        Assert.All(inside.Split(' '), a => Assert.True(set.Contains(IPAddress.Parse(a)), a));
        Assert.All(outside.Split(' '), a => Assert.False(set.Contains(IPAddress.Parse(a)), a));
    }

    [Fact]
    public void It_answers_as_looking_at_every_prefix_would()
    {
        var random = new Random(9);
        for (var round = 0; round < 200; round++)
        {
            var networks = Enumerable.Range(0, random.Next(20)).Select(_ => Network(random)).ToList();
            var set = Set(networks.Select(n => n.ToString()));
            for (var i = 0; i < 200; i++)
            {
                var address = Address(random, random.Next(2) == 0);
                Assert.Equal(networks.Any(n => n.Contains(address)), set.Contains(address));
            }
        }
    }

    // Many ranges below the same 16, 32 and 64 bits: those that further bits tell apart, and those that none do.
    [Theory]
    [InlineData("10.77.{0}.{1}/30", 256, 64, 4)]
    [InlineData("2001:db8:{0:x}::{1:x}/125", 400, 12, 16)]
    [InlineData("2001:db8::{0:x}:{1:x}/127", 400, 12, 4)]
    public void Ranges_that_begin_alike_are_told_apart(string prefix, int outer, int inner, int step)
    {
        var set = Set(from i in Enumerable.Range(0, outer) from j in Enumerable.Range(0, inner) where (i + j) % 3 != 0 select Prefix(i, j));

        for (var i = 0; i < outer; i++)
        {
            for (var j = 0; j < inner; j++) Assert.Equal((i + j) % 3 != 0, set.Contains(IPNetwork.Parse(Prefix(i, j)).BaseAddress));
        }

        string Prefix(int i, int j) => string.Format(System.Globalization.CultureInfo.InvariantCulture, prefix, i, j * step);
    }

    [Fact]
    public void A_file_is_read_and_comments_in_it_are_not()
    {
        var built = Build("# ours\n10.0.0.0/8 # all\r\n\n  2001:db8::/32\t\n192.0.2.1");

        Assert.Empty(built.Diagnostics);
        Assert.Contains(built.Files, f => f.EndsWith("list.txt", StringComparison.Ordinal));
    }

    [Fact]
    public void Bad_lines_are_refused_with_their_places()
    {
        var built = Build("10.0.0.0/8\n  10.0.0.0/33\nexample.org\n10.0.0.0/8 10.0.0.1\n");

        Assert.Null(built.Site);
        Assert.Equal(["list.txt(2,3)", "list.txt(3,1)", "list.txt(4,1)"], built.Diagnostics.Select(d => Path.GetFileName(d.At.ToString())));
        Assert.All(built.Diagnostics, d => Assert.Equal(PolicyCodes.DataFile, d.Code));
    }

    [Fact]
    public void A_file_that_is_gone_is_told() => Assert.Equal(PolicyCodes.DataFile, Assert.Single(Build(null).Diagnostics).Code);

    public void Dispose() => _folder.Delete(recursive: true);

    private BuiltPolicies Build(string? list)
    {
        if (list is not null) File.WriteAllText(Path.Combine(_folder.FullName, "list.txt"), list);
        var policy = Path.Combine(_folder.FullName, "policy.yaml");
        File.WriteAllText(policy, "kind: ip_prefix_set\nmetadata: {name: list}\nspec: {file: list.txt}\n");
        return PolicyBuilder.Build(new PolicySource { Files = [policy] });
    }

    private static PrefixSet Set(IEnumerable<string> prefixes)
    {
        var builder = new PrefixSet.Builder();
        foreach (var prefix in prefixes) Assert.True(builder.TryAdd(Encoding.ASCII.GetBytes(prefix)), prefix);
        return builder.Build();
    }

    private static IPNetwork Network(Random random)
    {
        var v6 = random.Next(2) == 0;
        var (bytes, length) = (Address(random, v6).GetAddressBytes(), random.Next(v6 ? 129 : 33));
        for (var i = 0; i < bytes.Length; i++) bytes[i] &= (byte)(0xFF00 >> Math.Clamp(length - (i * 8), 0, 8));
        return new(new IPAddress(bytes), length);
    }

    // Few bits vary, so that prefixes and addresses meet.
    private static IPAddress Address(Random random, bool v6)
    {
        var bytes = new byte[v6 ? 16 : 4];
        foreach (ref var b in bytes.AsSpan()) b = (byte)(random.Next(3) == 0 ? random.Next(256) : 0x20);
        return new IPAddress(bytes);
    }
}
