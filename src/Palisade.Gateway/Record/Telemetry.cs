using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Palisade.Gateway.Record;

/// <summary>Metrics and traces to a collector over OTLP, where the environment names one (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its kind).</summary>
internal sealed class Telemetry : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    private readonly MeterProvider _metrics;
    private readonly TracerProvider _traces;

    private Telemetry()
    {
        _metrics = Sdk.CreateMeterProviderBuilder().AddMeter(GatewayMetrics.Name).AddMeter("System.Runtime").AddOtlpExporter(Choose).Build();
        _traces = Sdk.CreateTracerProviderBuilder().AddSource(GatewayMetrics.Name).AddOtlpExporter(Choose).Build();
    }

    /// <summary>Starts to send; null where no collector is named.</summary>
    public static Telemetry? Start() => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint)) ? null : new Telemetry();

    /// <summary>Sends what waits.</summary>
    public void Dispose()
    {
        _metrics.Dispose();
        _traces.Dispose();
    }

    // The specification's recommendation, where the environment does not say otherwise; the library's own default is gRPC.
    private static void Choose(OtlpExporterOptions options)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Protocol))) options.Protocol = OtlpExportProtocol.HttpProtobuf;
    }
}
