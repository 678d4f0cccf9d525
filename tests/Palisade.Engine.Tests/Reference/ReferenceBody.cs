using System.Text;
using Palisade.Engine.Bodies;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Tests.Reference;

/// <summary>What a body gave, of a request or of a response.</summary>
internal sealed class ReferenceBody
{
    private const int XmlDepthLimit = 500;

    public byte[] Bytes { get; private set; } = [];

    /// <summary>Whether REQUEST_BODY shows it: JSON, XML and multipart bodies are read through their parts, unless a rule forces it.</summary>
    public bool Shown { get; private set; }

    public BodyProcessor Processor { get; private set; }

    public ParsedBody Parsed { get; } = new();

    public IEnumerable<ReferenceMember> Arguments => Parsed.Arguments.Select(a => new ReferenceMember(a.Name.ToArray(), a.Value.ToArray()));

    /// <summary>What could not be parsed, or null.</summary>
    public string? Error { get; private set; }

    /// <summary>It was longer than its limit.</summary>
    public bool OverLimit { get; private set; }

    /// <summary>Whether a percent sign stood without two hexadecimal digits.</summary>
    public bool InvalidPercent { get; private set; }

    public byte[] ProcessorName => Encoding.Latin1.GetBytes(Processor is BodyProcessor.None ? "" : $"{Processor}".ToUpperInvariant());

    public byte[] ErrorText => Encoding.Latin1.GetBytes(Error ?? "");

    /// <summary>The request's body, by its type unless a rule named the processor.</summary>
    public void ReadRequest(ReferenceState state, byte[] bytes, bool truncated)
    {
        var settings = state.Settings;
        var type = ReferenceRequest.First(state.Request.Headers, "content-type");
        Bytes = bytes;
        OverLimit = truncated;
        Processor = state.RequestProcessor ?? ByContentType(Encoding.Latin1.GetString(type));
        Shown = state.ForceRequestBody || Processor is BodyProcessor.None or BodyProcessor.UrlEncoded or BodyProcessor.Raw;
        if (bytes.Length == 0) return;
        if (Processor is BodyProcessor.Multipart || bytes.Length <= settings.RequestBodyNoFilesLimit)
        {
            Parse(settings, type, truncated);
            return;
        }

        OverLimit = true;
        Error = "Request body excluding files is bigger than the maximum expected.";
    }

    /// <summary>The response's body: taken apart only where a rule named a processor.</summary>
    public void ReadResponse(ReferenceState state, byte[] bytes, bool truncated)
    {
        Bytes = bytes;
        OverLimit = truncated;
        Processor = state.ResponseProcessor ?? BodyProcessor.None;
        Parse(state.Settings, [], truncated);
    }

    private static BodyProcessor ByContentType(string type) =>
        type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ? BodyProcessor.UrlEncoded
        : type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) ? BodyProcessor.Multipart
        : BodyProcessor.None;

    private void Parse(EngineSettings settings, byte[] type, bool truncated)
    {
        if (Processor is BodyProcessor.UrlEncoded)
            InvalidPercent = UrlEncodedBody.Parse(Bytes, settings.ArgumentSeparator, settings.ArgumentsLimit, Parsed);
        if (Processor is BodyProcessor.Multipart)
            MultipartBody.Parse(Bytes, type, settings.Upload.FileLimit, settings.ArgumentsLimit, Parsed, truncated);
        if (Processor is BodyProcessor.Json)
            JsonBody.Parse(Bytes, JsonNaming.ModSecurity, settings.JsonDepthLimit, settings.ArgumentsLimit, Parsed, truncated);
        if (Processor is BodyProcessor.Xml)
            XmlBody.Parse(Bytes, XmlDepthLimit, Parsed, truncated);

        Error = Parsed.Error;
        if (Parsed.ArgumentLimitExceeded) Error ??= $"More arguments than SecArgumentsLimit ({settings.ArgumentsLimit})";
    }
}
