using Palisade.Protection.Signatures;

namespace Palisade.Protection.Tests.Signatures;

public sealed class BuiltInSignatureTests
{
    [Fact]
    public void The_library_reads_without_fault()
    {
        var (signatures, diagnostics) = BuiltInSignatures.Read();
        Assert.Empty(diagnostics);
        Assert.True(signatures.Count >= 450, $"{signatures.Count} signatures");
    }

    [Fact]
    public void Ids_are_unique() => Assert.Distinct(BuiltInSignatures.Read().Signatures.Select(s => s.Id));

    [Fact]
    public void Every_attack_type_has_a_signature() =>
        Assert.Empty(AttackTypes.All.Except(BuiltInSignatures.Read().Signatures.Select(s => s.AttackType)));

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

    [Fact]
    public void Further_conditions_must_hold_of_the_same_request()
    {
        var (signatures, diagnostics) = SignatureFile.Read("further.yaml", """
            attack_type: SQL_INJECTION
            signatures:
              - id: 1
                name: A path and a header and a parameter
                reason: All three make the exploit.
                accuracy: high
                risk: high
                targets: [path]
                decode: [lowercase]
                match: '^/report$'
                also:
                  - {targets: [headers], decode: [lowercase], phrases: [as admin, as root]}
                  - {targets: [parameters], match: '^[01]+$'}
                tests:
                  match:
                    - {uri: '/Report?x=a&y=010', headers: {X-User: As Root}}
                    - {uri: /report, headers: {X-User: as admin, Content-Type: application/x-www-form-urlencoded}, body: 'n=1'}
                  no_match:
                    - /report
                    - {uri: '/report?x=010', headers: {X-User: as, X-Other: admin}}
                    - {uri: '/report?x=012', headers: {X-User: as root}}
                    - {method: PUT, uri: '/reports?x=010', headers: {X-User: as root}}
            """);
        Assert.Empty(diagnostics);
        Assert.Equal(2, Assert.Single(signatures).Also.Count);
        Assert.Empty(SignatureTester.Run(signatures));
        var turned = signatures.Select(s => s with { MustMatch = s.MustNotMatch, MustNotMatch = s.MustMatch });
        Assert.Equal(6, SignatureTester.Run(turned).Count());
    }

    [Theory]
    [InlineData("id: 1\n", "PR0018", 1)]
    [InlineData("attack_type: SQL_INJECTION\nsignatures: [a]\n", "PR0012", 2)]
    [InlineData("attack_type: SQL_INJECTION\nsignatures: {}\n", "PR0022", 2)]
    [InlineData("attack_type: [\n", "PR0011", 2)]
    [InlineData("- a\n", "PR0010", 1)]
    [InlineData("attack_type: X\n", "PR0027", 1)]
    [InlineData("signatures:\n  - also: [a]\n", "PR0024", 2)]
    [InlineData("signatures:\n  - also:\n      - {match: a}\n", "PR0015", 3)]
    [InlineData("signatures:\n  - targets: [path]\n    also: [{targets: [response_body], match: a}]\n", "PR0023", 2)]
    [InlineData("signatures:\n  - tests: {match: [[]]}\n", "PR0025", 2)]
    [InlineData("signatures:\n  - tests: {match: [{headers: a}]}\n", "PR0026", 2)]
    public void A_faulty_file_is_refused_with_its_line(string text, string code, int line)
    {
        var (_, diagnostics) = SignatureFile.Read("bad.yaml", text);
        Assert.Contains(diagnostics, d => d.Code == code && d.At.Line == line);
    }
}
