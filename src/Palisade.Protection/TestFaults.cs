namespace Palisade.Protection;

/// <summary>
/// For tests of what becomes of a fault of the engine: with <c>PALISADE_TEST_ENGINE_FAULTS=1</c> in the environment of a process when it starts, a rule with
/// <c>@noMatch palisade-test-fault</c> throws in the middle of a request. Without it, and no configuration can set it, that rule matches nothing.
/// </summary>
internal static class TestFaults
{
    /// <summary>Whether it is so.</summary>
    public static bool Wanted { get; } = Environment.GetEnvironmentVariable("PALISADE_TEST_ENGINE_FAULTS") is "1";
}
