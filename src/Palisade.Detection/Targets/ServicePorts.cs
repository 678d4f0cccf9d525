using System.Buffers.Text;

namespace Palisade.Detection.Targets;

/// <summary>What the port of a URL says about the service behind it.</summary>
internal static class ServicePorts
{
    // Data stores, queues, cluster agents and debuggers: what a forged request is sent to (IANA's registry and the products' manuals).
    private static readonly int[] Services =
        [1433, 1521, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 4369, 5000, 5005, 5432, 5601, 5672, 5984, 6379, 6443, 7000, 7001, 8009, 8086, 8161, 8500, 9000, 9042, 9092, 9200, 9300, 10250, 10255, 11211, 15672, 27017, 50000, 61616];

    /// <summary>Whether it is a port that programs under development, and native applications that wait for their user (RFC 8252, 7.3), choose for themselves.</summary>
    public static bool IsDevelopment(ReadOnlySpan<byte> port) =>
        Utf8Parser.TryParse(port, out int number, out var read) && read == port.Length && number is >= 1024 and <= 65535 && Array.IndexOf(Services, number) < 0;
}
