using System.Text;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>Puts the values of a source together.</summary>
/// <remarks>
/// An empty scalar has no value, as in ModSecurity v3: a rule with a negated operator does not match what is not there. Parts of
/// the request line are there even when empty: the CRS asks whether the basename does not end in .pdf.
/// </remarks>
internal static class SourceReader
{
    private static readonly byte[] AllText = "/*"u8.ToArray();
    private static readonly byte[] AllAttributes = "//@*"u8.ToArray();

    public static void Read(ValueSource source, TransactionState state, ValueTable into)
    {
        if (source == ValueSource.XmlText) Add(AllText, state.RequestBody.Parsed.XmlTexts, into);
        else if (source == ValueSource.XmlAttributes) Add(AllAttributes, state.RequestBody.Parsed.XmlAttributes, into);
        else Read(source.Variable, state, into);
    }

    private static void Read(VariableId variable, TransactionState state, ValueTable into)
    {
        if (!ValueSource.Of(variable).IsCollectionOfValues)
        {
            var scalar = Scalars.Read(variable, state);
            if (!scalar.IsEmpty || Scalars.IsAlwaysThere(variable)) into.Add(default, scalar, SharedValues.OfScalar(variable));
            return;
        }

        switch (variable)
        {
            case VariableId.ARGS_GET:
                Add(state.Request.Arguments, into);
                break;
            case VariableId.ARGS_GET_NAMES:
                AddNames(variable, state.Request.Arguments, into);
                break;
            case VariableId.ARGS_POST:
                foreach (var argument in state.RequestBody.Parsed.Arguments) into.Add(argument.Name, argument.Value);
                break;
            case VariableId.ARGS_POST_NAMES:
                foreach (var argument in state.RequestBody.Parsed.Arguments) into.Add(argument.Name, argument.Name, SharedValues.OfName(ValueSource.Of(variable), argument.Name.Span, !argument.Value.IsEmpty));
                break;
            case VariableId.REQUEST_HEADERS:
                foreach (var header in state.Request.Headers) into.Add(header.Key, header.Value, SharedValues.OfHeader(header.Key.Span));
                break;
            case VariableId.REQUEST_HEADERS_NAMES:
                AddNames(variable, state.Request.Headers, into);
                break;
            case VariableId.REQUEST_COOKIES:
                foreach (var cookie in state.Request.Cookies) into.Add(cookie.Key, cookie.Value, SharedValues.OfConnection(ValueSource.Of(variable)));
                break;
            case VariableId.REQUEST_COOKIES_NAMES:
                AddNames(variable, state.Request.Cookies, into);
                break;
            case VariableId.RESPONSE_HEADERS when state.Response is { } response:
                Add(response.Headers, into);
                break;
            case VariableId.RESPONSE_HEADERS_NAMES when state.Response is { } response:
                AddNames(variable, response.Headers, into);
                break;
            case VariableId.RESPONSE_ARGS:
                foreach (var argument in state.ResponseBody.Parsed.Arguments) into.Add(argument.Name, argument.Value);
                break;
            default:
                ReadFiles(variable, state.RequestBody, into);
                break;
        }
    }

    private static void ReadFiles(VariableId variable, BodyValues body, ValueTable into)
    {
        if (variable is VariableId.FILES_TMPNAMES) Add(body.TemporaryFiles, into);
        if (variable is VariableId.MULTIPART_PART_HEADERS)
        {
            foreach (var header in body.Parsed.PartHeaders) into.Add(Encoding.Latin1.GetBytes(header.Key), header.Value);
        }

        foreach (var file in body.Parsed.Files)
        {
            switch (variable)
            {
                case VariableId.FILES:
                    into.Add(file.Field, file.FileName);
                    break;
                case VariableId.FILES_NAMES:
                    into.Add(file.Field, file.Field);
                    break;
                case VariableId.FILES_SIZES:
                    into.Add(file.Field, Numbers.Text(file.Size));
                    break;
                case VariableId.FILES_EXCERPT:
                    FileExcerpt.Add(file, into);
                    break;
                case VariableId.FILES_TMP_CONTENT:
                    into.Add(file.Field, file.Content);
                    break;
                default:
                    return;
            }
        }
    }

    private static void Add(byte[] key, List<byte[]> values, ValueTable into)
    {
        foreach (var value in values) into.Add(key, value);
    }

    private static void Add(List<NamedValue> values, ValueTable into)
    {
        foreach (var value in values) into.Add(value.Key, value.Value);
    }

    private static void AddNames(VariableId variable, List<NamedValue> values, ValueTable into)
    {
        var source = ValueSource.Of(variable);
        foreach (var value in values) into.Add(value.Key, value.Key, SharedValues.OfName(source, value.Key.Span, !value.Value.IsEmpty));
    }
}
