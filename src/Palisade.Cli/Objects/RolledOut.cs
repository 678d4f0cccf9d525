using Palisade.Api.Objects;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Cli.Objects;

/// <summary>What was saved in the tenant <c>system</c> for all, and reaches nobody until a rollout brings it.</summary>
internal static class RolledOut
{
    private const int MostTold = 10;

    /// <summary>Those of a change.</summary>
    public static IReadOnlyList<ChangeView> Of(string tenant, Applied applied) => tenant is not ObjectNames.SystemTenant
        ? []
        : [.. applied.Changes.Where(c => c.Operation is "created" or "replaced" && PlatformObjects.Kinds.Contains(c.Kind))];

    /// <summary>Says that they are saved and not live, and what makes them live.</summary>
    public static int Tell(Screen screen, IReadOnlyList<ChangeView> waiting)
    {
        var names = FirstOf.Show([.. waiting.Select(c => LiveWait.Named(c.Kind, c.Namespace, c.Name))], MostTold);
        screen.Fail(ByteText.Clean($"saved, but not live: {names} {(waiting.Count is 1 ? "reaches" : "reach")} tenants by a rollout only; '{ThisProgram.Name} rollout start -f PLAN' begins one"));
        return ExitCode.Findings;
    }
}
