using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Palisade.Protection.Apis.Documents;
using Palisade.Protection.Apis.Jwt;

namespace Palisade.Protection.Tests.Apis;

/// <summary>Tokens that are signed with Ed25519 (RFC 8037).</summary>
public sealed class JwtEdwardsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly byte[] _private = RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize);

    [Theory]
    [InlineData("EdDSA")]
    [InlineData("Ed25519")]
    public void A_good_token_is_good(string algorithm)
    {
        var result = Validation().Judge(Token(algorithm), Now);

        Assert.Equal((JwtFault.None, "42"), (result.Fault, result.Claims?["sub"]));
    }

    // RFC 8037, appendix A.4: its payload is no JSON, which is found out only behind the signature.
    [Theory]
    [InlineData("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg", JwtFault.Malformed)]
    [InlineData("igyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg", JwtFault.Signature)]
    public void The_example_of_the_standard_verifies(string signature, JwtFault fault) => Assert.Equal(
        fault,
        Validation("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").Judge(Encoding.ASCII.GetBytes($"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.{signature}"), Now).Fault);

    [Fact]
    public void Every_cut_and_every_change_is_found()
    {
        var (validation, token) = (Validation(), Token("EdDSA"));
        for (var i = 0; i < token.Length; i++)
        {
            Assert.NotEqual(JwtFault.None, validation.Judge(token.AsSpan(0, i), Now).Fault);
            var changed = token.ToArray();
            changed[i] = changed[i] == (byte)'A' ? (byte)'B' : (byte)'A';
            Assert.NotEqual(JwtFault.None, validation.Judge(changed, Now).Fault);
        }
    }

    [Fact]
    public void A_public_key_is_never_taken_for_a_secret()
    {
        var signed = $"{Encoded("""{"alg":"HS256"}""")}.{Encoded("""{"sub":"42","exp":1772370000}""")}";
        var token = $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Public(), Encoding.ASCII.GetBytes(signed)))}";

        Assert.Equal(JwtFault.Key, Validation(options: new() { Algorithms = JwtOptions.AlgorithmNames }).Judge(Encoding.ASCII.GetBytes(token), Now).Fault);
    }

    private static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private byte[] Public()
    {
        var key = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(_private, 0, key, 0);
        return key;
    }

    private JwtValidation Validation(string? key = null, JwtOptions? options = null)
    {
        var faults = new DocumentFaults();
        var keys = JwtKeySet.Read("keys.json", Encoding.UTF8.GetBytes($$"""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"{{key ?? Base64Url.EncodeToString(Public())}}"}]}"""), faults);
        Assert.Empty(faults.All);
        return new(options ?? new(), keys!);
    }

    private byte[] Token(string algorithm)
    {
        var signed = Encoding.ASCII.GetBytes($"{Encoded($$"""{"alg":"{{algorithm}}"}""")}.{Encoded("""{"sub":"42","exp":1772370000}""")}");
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_private, 0, signed, 0, signed.Length, signature, 0);
        return [.. signed, .. "."u8, .. Encoding.ASCII.GetBytes(Base64Url.EncodeToString(signature))];
    }
}
