using Palisade.Protection.Signatures;

namespace Palisade.Protection.Tests.Signatures;

public sealed class BuiltInSignatureTests
{
    private static readonly string[] MainAttackTypes =
    [
        "SQL_INJECTION", "CROSS_SITE_SCRIPTING", "COMMAND_EXECUTION", "PATH_TRAVERSAL", "REMOTE_FILE_INCLUDE",
        "SERVER_SIDE_CODE_INJECTION", "LDAP_INJECTION", "XPATH_INJECTION", "OTHER_APPLICATION_ATTACKS", "HTTP_RESPONSE_SPLITTING",
        "SESSION_HIJACKING", "AUTHENTICATION_AUTHORIZATION_ATTACKS", "VULNERABILITY_SCAN", "PREDICTABLE_RESOURCE_LOCATION",
        "TROJAN_BACKDOOR_SPYWARE", "MALICIOUS_FILE_UPLOAD", "DETECTION_EVASION", "DENIAL_OF_SERVICE", "BUFFER_OVERFLOW",
        "INFORMATION_LEAKAGE", "DIRECTORY_INDEXING",
    ];

    [Fact]
    public void The_library_reads_without_fault()
    {
        var (signatures, diagnostics) = BuiltInSignatures.Read();
        Assert.Empty(diagnostics);
        Assert.True(signatures.Count >= 40, $"{signatures.Count} signatures");
    }

    [Fact]
    public void Ids_are_unique() => Assert.Distinct(BuiltInSignatures.Read().Signatures.Select(s => s.Id));

    [Fact]
    public void Every_main_attack_type_has_a_signature() =>
        Assert.Empty(MainAttackTypes.Except(BuiltInSignatures.Read().Signatures.Select(s => s.AttackType)));

    [Fact]
    public void Every_signature_matches_what_it_must_and_nothing_it_must_not()
    {
        var failures = string.Join('\n', SignatureTester.Run(BuiltInSignatures.Read().Signatures));
        Assert.True(failures.Length == 0, failures);
    }

    [Fact]
    public void A_test_that_does_not_hold_is_found()
    {
        var (signatures, diagnostics) = SignatureFile.Read("wrong.yaml", """
            attack_type: SQL_INJECTION
            signatures:
              - id: 1
                name: Wrong
                reason: It expects what is not so.
                accuracy: high
                risk: high
                targets: [parameters]
                match: abc
                tests:
                  match: [abd]
                  no_match: [abc]
            """);
        Assert.Empty(diagnostics);
        Assert.Equal(
            ["wrong.yaml(3,5): signature 1 (Wrong) misses 'abd'", "wrong.yaml(3,5): signature 1 (Wrong) falsely matches 'abc'"],
            SignatureTester.Run(signatures).Select(f => f.ToString()));
    }

    [Theory]
    [InlineData("id: 1\n", "PR0018", 1)]
    [InlineData("attack_type: X\nsignatures: [a]\n", "PR0012", 2)]
    [InlineData("attack_type: X\nsignatures: {}\n", "PR0022", 2)]
    [InlineData("attack_type: [\n", "PR0011", 2)]
    [InlineData("- a\n", "PR0010", 1)]
    public void A_faulty_file_is_refused_with_its_line(string text, string code, int line)
    {
        var (_, diagnostics) = SignatureFile.Read("bad.yaml", text);
        Assert.Contains(diagnostics, d => d.Code == code && d.At.Line == line);
    }
}
