using System.CommandLine;
using Palisade.Api.Accounts;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Documents;

namespace Palisade.Cli.Accounts;

/// <summary>Roles as they are typed: <c>editor</c>, <c>editor:web,api</c> in namespaces, <c>viewer@acme</c> in another tenant.</summary>
internal static class RoleText
{
    /// <summary>What every command's help says of them.</summary>
    public const string Grammar = "ROLE[@TENANT][:NAMESPACE,…]; roles are viewer, auditor, editor, tenant_admin and, of the tenant system, admin";

    /// <summary>The option for one or more of them.</summary>
    public static Option<string[]> Option(bool required) =>
        new("--role", "-r") { HelpName = "ROLE", Description = $"{Grammar}. More than one can be given.", Required = required, AllowMultipleArgumentsPerToken = true };

    /// <summary>Reads one; or what is wrong in one line.</summary>
    public static (Grant? Grant, string? Fault) Read(string typed, string tenant)
    {
        var (head, spaces) = typed.Split(':', 2) is [var a, var b] ? (a, b) : (typed, null);
        var (word, where) = head.Split('@', 2) is [var c, var d] ? (c, d) : (head, null);
        var name = word.Replace('-', '_');
        var known = Enum.GetValues<Role>();
        var role = Array.FindIndex(known, r => string.Equals(Word.Of(r), name, StringComparison.OrdinalIgnoreCase));
        if (role < 0)
        {
            return (null, Spelling.Nearest(name, known.Select(r => Word.Of(r))) is { } meant
                ? $"--role: there is no role '{word}'; did you mean '{meant}'?"
                : $"--role: there is no role '{word}'; it is one of {string.Join(", ", known.Select(r => Word.Of(r)))}");
        }

        return (new(known[role], where ?? tenant, spaces?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)), null);
    }

    /// <summary>Reads all of them; the faults are told.</summary>
    /// <returns>Null when there was one.</returns>
    public static IReadOnlyList<Grant>? ReadAll(IEnumerable<string> typed, string tenant, Screen screen)
    {
        var read = typed.Select(t => Read(t, tenant)).ToList();
        foreach (var (_, fault) in read.Where(r => r.Fault is not null)) screen.Fail(fault!);
        return read.Exists(r => r.Grant is null) ? null : [.. read.Select(r => r.Grant!)];
    }

    /// <summary>As it is typed again.</summary>
    public static string Show(Grant grant, string home) =>
        $"{Word.Of(grant.Role)}{(grant.Tenant == home ? "" : $"@{grant.Tenant}")}{(grant.Namespaces is null ? "" : $":{string.Join(',', grant.Namespaces)}")}";

    /// <summary>All of them.</summary>
    public static string Show(IEnumerable<Grant> grants, string home) => string.Join(' ', grants.Select(g => Show(g, home)));
}
