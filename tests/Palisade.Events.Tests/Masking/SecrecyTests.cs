using System.Text;
using System.Text.Json;
using Palisade.Events.Masking;

namespace Palisade.Events.Tests.Masking;

/// <summary>The promise of masking: a value at a masked place is in no byte that is written, in whatever form.</summary>
public sealed class SecrecyTests
{
    // Runs this long do not occur by chance in the texts around.
    private const int Run = 6;

    [Fact]
    public void A_secret_at_any_masked_place_is_in_nothing_that_is_written()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var sample = new SecretSample(seed);
            var mask = new RequestMask(new MaskingRules(), sample.Facts);
            var written = Write(mask, sample);
            foreach (var text in written)
            {
                foreach (var form in Forms(text))
                    Assert.False(Holds(form, sample.Secret), $"seed {seed}: the secret {sample.Secret} of {sample.Place} {sample.Value} shows in {text}");
            }
        }
    }

    [Fact]
    public void What_is_beside_the_secret_is_still_shown_in_most_samples()
    {
        var shown = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var sample = new SecretSample(seed);
            var finding = new RequestMask(new MaskingRules(), sample.Facts).Findings([Some.Finding(sample.Place, sample.Value, "script")])[0];
            if (finding.Match == "script") shown++;
        }

        Assert.InRange(shown, 200, 300);
    }

    [Fact]
    public void Every_cut_of_every_place_is_masked_without_fault()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var sample = new SecretSample(seed);
            for (var cut = 0; cut <= sample.Value.Length; cut++)
            {
                var mask = new RequestMask(new MaskingRules(), sample.Facts);
                var text = mask.Text(sample.Value[..cut]);
                Assert.False(Holds(text, sample.Secret), $"seed {seed} cut {cut}: {text}");
            }
        }
    }

    [Theory]
    [InlineData("a=")]
    [InlineData("a=%3d")]
    [InlineData("password=")]
    [InlineData("password=aaaa&")]
    [InlineData("\"password\":")]
    [InlineData("\":")]
    [InlineData("<password ")]
    [InlineData("<password>")]
    [InlineData("content-disposition:name=x")]
    [InlineData("1 ")]
    [InlineData("4")]
    [InlineData("{")]
    [InlineData("%25")]
    public void Hostile_sizes_are_masked_in_linear_time(string unit)
    {
        // The length of the inspected part of a body. What is quadratic takes minutes.
        var text = string.Concat(Enumerable.Repeat(unit, 128 * 1024 / unit.Length));
        var mask = new RequestMask(new MaskingRules(), new RequestFacts { Body = Some.Bytes(text) });
        Assert.NotNull(mask.Findings([Some.Finding("REQUEST_BODY", text, "x", "data", "message")])[0].Match);
    }

    private static List<string> Write(RequestMask mask, SecretSample sample)
    {
        var target = mask.Target(sample.Facts.Target.Span);
        var json = Some.Json(Some.Event() with
        {
            Request = Some.Event().Request with { Query = target },
            Findings = mask.Findings(sample.Findings()),
            Failure = new EventFailure(EventFailureSource.Engine, mask.Text("fault at " + sample.Value)),
        });
        List<string> written = [json, target, mask.Audit(sample.Place.Split(':')[0], sample.Place.Split(':')[^1], sample.Value), .. Strings(JsonDocument.Parse(json).RootElement)];
        return written;
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Strings(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(element.GetString()!))],
        _ => [],
    };

    private static IEnumerable<string> Forms(string text) => [text, Decoding.Url(text), Decoding.Url(Decoding.Url(text)), Decoding.Json(text), Decoding.Xml(text)];

    private static bool Holds(string text, string secret)
    {
        for (var i = 0; i + Math.Min(Run, secret.Length) <= secret.Length; i++)
        {
            if (text.Contains(secret.AsSpan(i, Math.Min(Run, secret.Length)), StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
