using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Palisade.Engine.Evaluation;
using Palisade.Engine.Http;
using Palisade.Engine.Outcome;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Audit;

/// <summary>The JSON of one transaction, with the field names and types of ModSecurity v3.</summary>
internal sealed class AuditDocument
{
    private const string Masked = "***";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TransactionState _state;
    private readonly TransactionControl _control;
    private readonly ValueMask? _mask;
    private readonly Utf8JsonWriter _json;

    private AuditDocument(TransactionState state, TransactionControl control, ValueMask? mask, Utf8JsonWriter json) =>
        (_state, _control, _mask, _json) = (state, control, mask, json);

    /// <summary>One line, its line feed included.</summary>
    public static ReadOnlyMemory<byte> Write(TransactionState state, TransactionControl control, ValueMask? mask)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(output, Options)) new AuditDocument(state, control, mask, json).Write();
        output.Write("\n"u8);
        return output.WrittenMemory;
    }

    private void Write()
    {
        var head = _state.Request.Head;
        _json.WriteStartObject();
        _json.WriteStartObject("transaction");
        _json.WriteString("client_ip", head.Endpoints.Client.ToString());
        _json.WriteString("time_stamp", head.Started.ToString("ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture));
        _json.WriteString("server_id", _state.Settings.SensorId);
        _json.WriteNumber("client_port", head.Endpoints.ClientPort);
        _json.WriteString("host_ip", head.Endpoints.Server.ToString());
        _json.WriteNumber("host_port", head.Endpoints.ServerPort);
        _json.WriteString("unique_id", head.Id);
        WriteRequest(head);
        WriteResponse();
        if (Has('H'))
        {
            WriteProducer();
            WriteMessages();
        }

        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteRequest(RequestHead head)
    {
        _json.WriteStartObject("request");
        _json.WriteString("method", Text(head.Method));
        _json.WriteString("http_version", Text(head.Protocol).Replace("HTTP/", "", StringComparison.Ordinal));
        _json.WriteString("uri", Mask(VariableId.REQUEST_URI_RAW, "", Text(head.Target)));
        if (Has('C')) _json.WriteString("body", MaskBody(VariableId.REQUEST_BODY, _state.Request.Header("content-type"u8), _state.RequestBody.Bytes));
        if (Has('B')) WriteHeaders(VariableId.REQUEST_HEADERS, _state.Request.Headers);
        _json.WriteEndObject();
    }

    private void WriteResponse()
    {
        _json.WriteStartObject("response");
        if (_state.Response is { } response)
        {
            if (Has('E')) _json.WriteString("body", MaskBody(VariableId.RESPONSE_BODY, response.ContentType, _state.ResponseBody.Bytes));
            _json.WriteNumber("http_code", _control.Interruption?.Status ?? response.Head.Status);
            if (Has('F')) WriteHeaders(VariableId.RESPONSE_HEADERS, response.Headers);
        }
        else if (_control.Interruption is { } interruption)
        {
            _json.WriteNumber("http_code", interruption.Status);
        }

        _json.WriteEndObject();
    }

    private void WriteHeaders(VariableId source, List<NamedValue> headers)
    {
        _json.WriteStartObject("headers");
        foreach (var group in headers.GroupBy(h => Text(h.Key), StringComparer.OrdinalIgnoreCase))
            _json.WriteString(group.Key, string.Join(", ", group.Select(h => Mask(source, group.Key, Text(h.Value)))));
        _json.WriteEndObject();
    }

    private void WriteProducer()
    {
        _json.WriteStartObject("producer");
        _json.WriteString("modsecurity", "Palisade");
        _json.WriteString("connector", "Palisade gateway");
        _json.WriteString("secrules_engine", _control.Mode switch
        {
            EngineMode.On => "Enabled",
            EngineMode.DetectionOnly => "DetectionOnly",
            _ => "Disabled",
        });
        _json.WriteStartArray("components");
        foreach (var component in _state.Settings.Components) _json.WriteStringValue(component);
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteMessages()
    {
        _json.WriteStartArray("messages");
        foreach (var finding in _control.Findings.Where(f => f.AuditLogged)) WriteMessage(finding);
        _json.WriteEndArray();
    }

    private void WriteMessage(Finding finding)
    {
        var rule = finding.Rule;
        _json.WriteStartObject();
        _json.WriteString("message", Mask(VariableId.MATCHED_VAR, "", finding.Message));
        _json.WriteStartObject("details");
        _json.WriteString("match", Match(finding));
        _json.WriteString("reference", "");
        _json.WriteString("ruleId", Number(rule.Id));
        _json.WriteString("file", rule.At.File);
        _json.WriteString("lineNumber", Number(rule.At.Line));
        _json.WriteString("data", MaskData(finding));
        _json.WriteString("severity", rule.Severity is { } severity ? Number(severity) : "");
        _json.WriteString("ver", rule.Version ?? "");
        _json.WriteString("rev", rule.Revision ?? "");
        _json.WriteStartArray("tags");
        foreach (var tag in rule.Tags) _json.WriteStringValue(tag);
        _json.WriteEndArray();
        _json.WriteString("maturity", Number(rule.Maturity ?? 0));
        _json.WriteString("accuracy", Number(rule.Accuracy ?? 0));
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private string Match(Finding finding)
    {
        if (finding.Values.Count == 0) return "";
        var value = finding.Values[^1];
        return $"Matched against variable `{value.Name}' (Value: `{MaskValue(value.Name, Text(value.Transformed))}')";
    }

    // The data quotes the value that matched: masked as a whole when that value is.
    private string MaskData(Finding finding)
    {
        var masked = finding.Values.Any(v => MaskValue(v.Name, Text(v.Value)) != Text(v.Value));
        return masked ? Masked : Mask(VariableId.MATCHED_VAR, "", finding.Data);
    }

    private string MaskValue(string name, string value)
    {
        var colon = name.IndexOf(':');
        VariableTable.TryFind((colon < 0 ? name : name[..colon]).TrimStart('&'), out var variable);
        return Mask(variable, colon < 0 ? "" : name[(colon + 1)..], value);
    }

    private string MaskBody(VariableId source, ReadOnlyMemory<byte> contentType, ReadOnlyMemory<byte> body) =>
        _control.Sanitised.Any(s => s.Variable is VariableId.ARGS) ? Masked : Mask(source, Text(contentType), Text(body));

    private string Mask(VariableId source, string name, string value)
    {
        foreach (var sanitised in _control.Sanitised)
        {
            if (IsSame(sanitised.Variable, source) && sanitised.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return Masked;
            if (sanitised.Variable is VariableId.ARGS && source is VariableId.REQUEST_URI_RAW) return value.Split('?')[0];
        }

        return _mask?.Invoke(source, name, value) ?? value;
    }

    private static bool IsSame(VariableId sanitised, VariableId source) =>
        sanitised == source || (sanitised is VariableId.ARGS && source is VariableId.ARGS_GET or VariableId.ARGS_POST);

    private bool Has(char part) => _control.AuditParts.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);
}
