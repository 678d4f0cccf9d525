using Palisade.Bench.Fleet.Processes;

namespace Palisade.Bench.Fleet.Poison;

/// <summary>What one poison did.</summary>
/// <param name="Answer">How the manager answered.</param>
/// <param name="Took">Until it answered.</param>
/// <param name="ToldAfter">Until gateways' refusals were told; null where none was.</param>
/// <param name="Failed">Requests of other tenants that failed meanwhile.</param>
/// <param name="Costs">Of each process the peak of memory, in bytes, and its processor time meanwhile.</param>
/// <param name="Faults">What is not as it must be; empty for a poison that is contained.</param>
internal sealed record Finding(string Name, string Answer, TimeSpan Took, TimeSpan? ToldAfter, long Failed, IReadOnlyList<Cost> Costs, IReadOnlyList<string> Faults);

/// <summary>What a process used of the machine while a poison worked.</summary>
internal sealed record Cost(string Process, long Before, long Peak, TimeSpan ProcessorTime)
{
    /// <summary>Begins to measure.</summary>
    public static Func<Cost> Begin(string name, Service service)
    {
        service.Usage.ForgetPeak();
        var (memory, time) = (service.Usage.Memory, service.Usage.ProcessorTime);
        return () => new(name, memory, service.Usage.PeakMemory, service.Usage.ProcessorTime - time);
    }
}
