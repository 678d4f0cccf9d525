namespace Palisade.Protection.Tests.Tenants;

/// <summary>A file of signatures.</summary>
internal static class Signed
{
    public static string Text(params long[] ids) => "attack_type: COMMAND_EXECUTION\nsignatures:\n" + string.Concat(ids.Select(id =>
        $"""
          - id: {id}
            name: Ours
            reason: It is a test.
            accuracy: high
            risk: high
            targets: [parameters]
            match: 'attackword{id}'
            tests: {"{"}match: [attackword{id}], no_match: [hello]{"}"}

        """));
}
