using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Palisade.Protection.Apis.Documents;
using Palisade.Protection.Apis.Jwt;
using Palisade.Protection.Tests.Apis.Generation;

namespace Palisade.Protection.Tests.Apis;

public sealed class JwtTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(64);

    public void Dispose()
    {
        _rsa.Dispose();
        _curve.Dispose();
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("ES256")]
    [InlineData("HS256")]
    [InlineData("HS512")]
    public void A_good_token_is_good_and_its_claims_can_be_read(string algorithm)
    {
        var result = Validation().Judge(Token(algorithm), Now);

        Assert.Equal((JwtFault.None, "42", "7", null), (result.Fault, result.Claims?["sub"], result.Claims?["level"], result.Claims?["roles"]));
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    [InlineData("HS256")]
    public void Every_change_of_a_single_byte_is_found(string algorithm)
    {
        var validation = Validation();
        var token = Token(algorithm);
        for (var i = 0; i < token.Length; i++)
        {
            foreach (var other in "A.z_"u8)
            {
                if (token[i] == other) continue;
                var changed = token.ToArray();
                changed[i] = other;
                Assert.NotEqual(JwtFault.None, validation.Judge(changed, Now).Fault);
            }
        }
    }

    [Fact]
    public void Every_cut_is_found()
    {
        var (validation, token) = (Validation(), Token("ES256"));
        for (var cut = 0; cut < token.Length; cut++) Assert.NotEqual(JwtFault.None, validation.Judge(token.AsSpan(0, cut), Now).Fault);
    }

    [Theory]
    [InlineData("""{"alg":"none"}""", JwtFault.Algorithm)]
    [InlineData("""{"alg":"None"}""", JwtFault.Algorithm)]
    [InlineData("""{"alg":"rs256"}""", JwtFault.Algorithm)]
    [InlineData("""{"alg":"EdDSA"}""", JwtFault.Key)]
    [InlineData("""{"alg":["RS256"]}""", JwtFault.Algorithm)]
    [InlineData("""{}""", JwtFault.Algorithm)]
    [InlineData("""{"alg":"RS256","alg":"none"}""", JwtFault.Malformed)]
    [InlineData("""{"alg":"RS256","crit":["exp"]}""", JwtFault.Malformed)]
    [InlineData("""["RS256"]""", JwtFault.Malformed)]
    [InlineData("""{"alg":"RS256","kid":"nobody"}""", JwtFault.Key)]
    [InlineData("""{"alg":"ES384"}""", JwtFault.Key)]
    public void A_header_that_must_not_be_followed_is_refused(string header, JwtFault fault) =>
        Assert.Equal(fault, Validation().Judge(Encoding.ASCII.GetBytes($"{Encoded(header)}.{Encoded("{}")}.AAAA"), Now).Fault);

    [Fact]
    public void A_public_key_is_never_taken_for_a_secret()
    {
        // The old confusion: the text of the public key as the secret of HS256.
        var signed = $"{Encoded("""{"alg":"HS256"}""")}.{Encoded(Body())}";
        foreach (var secret in new[] { _rsa.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem()), _rsa.ExportRSAPublicKey() })
        {
            var token = $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}";
            Assert.NotEqual(JwtFault.None, Validation().Judge(Encoding.ASCII.GetBytes(token), Now).Fault);
        }
    }

    [Fact]
    public void An_algorithm_that_is_not_on_the_list_is_refused_though_the_signature_is_right() =>
        Assert.Equal(JwtFault.Algorithm, Validation(new() { Algorithms = ["ES256"] }).Judge(Token("RS256"), Now).Fault);

    [Theory]
    [InlineData("""{"exp":1772366341}""", JwtFault.None)]
    [InlineData("""{"exp":1772366340}""", JwtFault.Expired)]
    [InlineData("""{"exp":1e400}""", JwtFault.Claim)]
    [InlineData("""{"exp":"1772366400"}""", JwtFault.Claim)]
    [InlineData("""{"sub":"x"}""", JwtFault.Claim)]
    [InlineData("""{"exp":1772370000,"nbf":1772366460}""", JwtFault.None)]
    [InlineData("""{"exp":1772370000,"nbf":1772366461}""", JwtFault.NotYet)]
    [InlineData("""{"exp":1772370000,"iat":1772366461}""", JwtFault.NotYet)]
    public void Times_count_with_the_skew(string body, JwtFault fault) => Assert.Equal(fault, Validation().Judge(Token("ES256", body), Now).Fault);

    [Theory]
    [InlineData("""{"iss":"me","aud":"you"}""", JwtFault.None)]
    [InlineData("""{"iss":"me","aud":["they","you"]}""", JwtFault.None)]
    [InlineData("""{"iss":"them","aud":"you"}""", JwtFault.Issuer)]
    [InlineData("""{"aud":"you"}""", JwtFault.Issuer)]
    [InlineData("""{"iss":"me","aud":"them"}""", JwtFault.Audience)]
    [InlineData("""{"iss":"me"}""", JwtFault.Audience)]
    [InlineData("""{"iss":"me","aud":{"you":1}}""", JwtFault.Audience)]
    public void Who_it_is_from_and_for_counts(string body, JwtFault fault) =>
        Assert.Equal(fault, Validation(new() { ChecksTime = false, Issuer = "me", Audiences = ["you", "us"] }).Judge(Token("ES256", body), Now).Fault);

    [Fact]
    public void A_claim_that_has_to_be_there_is_missed() =>
        Assert.Equal((JwtFault.Claim, "the token has no claim 'scope'"), Validation(new() { MandatoryClaims = ["sub", "scope"] }).Judge(Token("ES256"), Now) is var r ? (r.Fault, r.Detail) : default);

    [Theory]
    [InlineData(JwtPlace.Bearer, "", "Authorization", "Bearer {0}", "/")]
    [InlineData(JwtPlace.Bearer, "", "authorization", "bearer {0}", "/")]
    [InlineData(JwtPlace.Header, "X-Token", "X-Token", "{0}", "/")]
    [InlineData(JwtPlace.Cookie, "auth", "Cookie", "a=b; auth={0}; c=d", "/")]
    [InlineData(JwtPlace.Query, "token", "X-None", "", "/?a=b&token={0}")]
    public void The_token_is_found_where_the_policy_says(JwtPlace place, string name, string header, string value, string target)
    {
        var token = Encoding.ASCII.GetString(Token("ES256"));
        var validation = Validation(new() { Place = place, PlaceName = name });

        Assert.Equal(JwtFault.None, validation.Check(SampleRequest.HeadOf("GET", string.Format(target, token), [(header, string.Format(value, token))]), Now).Fault);
        Assert.Equal(JwtFault.Missing, validation.Check(SampleRequest.HeadOf("GET", "/", [("Authorization", "Basic QTpC")]), Now).Fault);
        var twice = SampleRequest.HeadOf("GET", string.Format(target, token) + (place is JwtPlace.Query ? $"&token={token}" : ""), [(header, string.Format(value, token)), (header, string.Format(value, token))]);
        Assert.Equal(JwtFault.Malformed, validation.Check(twice, Now).Fault);
    }

    [Fact]
    public void A_token_that_is_too_long_is_not_looked_at() =>
        Assert.Equal(JwtFault.Malformed, Validation(new() { MostBytes = 100 }).Judge(Token("ES256"), Now).Fault);

    [Theory]
    [InlineData("""{"keys":[{"kty":"oct","k":"AAAA"}]}""", "AP0206")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}]}""", "AP0205")]
    [InlineData("""{"keys":[{"kty":"oct","k":"a b"}]}""", "AP0208")]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}""", "AP0203")]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}]}""", "AP0205")]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfV"}]}""", "AP0205")]
    [InlineData("""{"keys":[{"kty":"what"}]}""", "AP0204")]
    [InlineData("""{"keys":[]}""", "AP0202")]
    [InlineData("""{"key":1}""", "AP0201")]
    [InlineData("""{"keys":[""", "AP0006")]
    public void A_bad_key_set_is_refused_with_its_reason(string text, string code)
    {
        var faults = new DocumentFaults();

        Assert.Null(JwtKeySet.Read("keys.json", Encoding.UTF8.GetBytes(text), faults));
        Assert.Contains(faults.All, f => f.Code == code && f.At.File == "keys.json");
    }

    [Fact]
    public void Random_bytes_are_no_token_and_do_not_throw()
    {
        var (validation, random) = (Validation(), new Random(3));
        for (var i = 0; i < 3000; i++)
        {
            var bytes = new byte[random.Next(60)];
            random.NextBytes(bytes);
            if (bytes.Length > 5) bytes[random.Next(bytes.Length)] = bytes[random.Next(bytes.Length)] = (byte)'.';
            Assert.NotEqual(JwtFault.None, validation.Judge(bytes, Now).Fault);
        }
    }

    private static string Body() => """{"sub":"42","level":7,"roles":["a"],"exp":1772370000}""";

    private static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private JwtValidation Validation(JwtOptions? options = null)
    {
        var (rsa, curve) = (_rsa.ExportParameters(false), _curve.ExportParameters(false));
        var set = $$"""
            {"keys":[
              {"kty":"RSA","kid":"r","use":"sig","n":"{{Base64Url.EncodeToString(rsa.Modulus!)}}","e":"{{Base64Url.EncodeToString(rsa.Exponent!)}}"},
              {"kty":"RSA","kid":"x","use":"enc","n":"AQAB","e":"AQAB"},
              {"kty":"EC","kid":"e","crv":"P-256","x":"{{Base64Url.EncodeToString(curve.Q.X!)}}","y":"{{Base64Url.EncodeToString(curve.Q.Y!)}}"},
              {"kty":"oct","kid":"h","k":"{{Base64Url.EncodeToString(_secret)}}"}]}
            """;
        var faults = new DocumentFaults();
        var keys = JwtKeySet.Read("keys.json", Encoding.UTF8.GetBytes(set), faults);
        Assert.Empty(faults.All);
        Assert.Equal(3, keys!.Count);
        options ??= new();
        return new(options.Algorithms.Count == 11 ? options with { Algorithms = [.. options.Algorithms, "HS256", "HS384", "HS512"] } : options, keys);
    }

    private byte[] Token(string algorithm, string? body = null)
    {
        var kid = algorithm[0] switch { 'H' => "h", 'E' => "e", _ => "r" };
        var signed = Encoding.ASCII.GetBytes($"{Encoded($$"""{"alg":"{{algorithm}}","kid":"{{kid}}","typ":"JWT"}""")}.{Encoded(body ?? Body())}");
        var hash = algorithm[2..] switch { "256" => HashAlgorithmName.SHA256, "384" => HashAlgorithmName.SHA384, _ => HashAlgorithmName.SHA512 };
        var signature = algorithm[..2] switch
        {
            "RS" => _rsa.SignData(signed, hash, RSASignaturePadding.Pkcs1),
            "PS" => _rsa.SignData(signed, hash, RSASignaturePadding.Pss),
            "ES" => _curve.SignData(signed, hash),
            _ => CryptographicOperations.HmacData(hash, _secret, signed),
        };
        return [.. signed, .. "."u8, .. Encoding.ASCII.GetBytes(Base64Url.EncodeToString(signature))];
    }
}
