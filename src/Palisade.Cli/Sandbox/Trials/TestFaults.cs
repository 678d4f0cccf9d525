using Palisade.Protection.Tenants;

namespace Palisade.Cli.Sandbox.Trials;

/// <summary>
/// For tests of the sandbox itself: with <c>PALISADE_TEST_SANDBOX_FAULTS=1</c> in the environment of the process, a site whose domain begins with one of four words breaks the
/// process that tries it. Without it, and no configuration can set it, this is never asked.
/// </summary>
internal static class TestFaults
{
    private static bool Wanted { get; } = Environment.GetEnvironmentVariable("PALISADE_TEST_SANDBOX_FAULTS") is "1";

    /// <summary>Breaks what is to break.</summary>
    /// <returns>A fault of the engine, where one is asked for.</returns>
    public static string? Of(ReadySite site)
    {
        if (!Wanted || site.Delivery.Domains is not [var domain, ..]) return null;
        if (domain.StartsWith("crash.", StringComparison.Ordinal)) Deeper(0);
        if (domain.StartsWith("hang.", StringComparison.Ordinal)) new ManualResetEventSlim().Wait();
        if (domain.StartsWith("bloat.", StringComparison.Ordinal)) Grow();
        return domain.StartsWith("throw.", StringComparison.Ordinal) ? "engine" : null;
    }

    // As rules could that call one another without end: the runtime ends the process.
    private static int Deeper(int depth) => depth < 0 ? 0 : Deeper(depth + 1) + Deeper(depth + 2);

    private static void Grow()
    {
        var all = new List<byte[]>();
        while (true)
        {
            var more = new byte[16 << 20];
            Array.Fill(more, (byte)1);
            all.Add(more);
        }
    }
}
