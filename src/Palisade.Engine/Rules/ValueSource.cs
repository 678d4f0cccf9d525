using System.Collections.Immutable;

namespace Palisade.Engine.Rules;

/// <summary>
/// A list of values that no rule can change, so that it is put together once and what was made of its values can be kept.
/// Each is a variable, but for variables that are several lists (ARGS) and the two parts of a document.
/// </summary>
/// <param name="Number">From 0 to <see cref="Count"/>.</param>
internal readonly record struct ValueSource(int Number)
{
    private static readonly int Variables = Enum.GetValues<VariableId>().Length;

    /// <summary><c>XML:/*</c>.</summary>
    public static readonly ValueSource XmlText = new(Variables);

    /// <summary><c>XML://@*</c>.</summary>
    public static readonly ValueSource XmlAttributes = new(Variables + 1);

    /// <summary>How many sources there can be.</summary>
    public static readonly int Count = Variables + 2;

    private static readonly ImmutableArray<ValueSource>[] Parts = [.. Enum.GetValues<VariableId>().Select(List)];
    private static readonly ImmutableArray<ValueSource> Attributes = [XmlAttributes];
    private static readonly bool[] Collections = [.. Enumerable.Range(0, Count).Select(n => IsCollection((VariableId)n))];
    private static readonly bool[] OfHead = [.. Enumerable.Range(0, Count).Select(n => IsHead((VariableId)n))];

    /// <summary>Whether the variable has members with keys: <see cref="IsCollection"/>, looked up.</summary>
    public bool IsCollectionOfValues => Collections[Number];

    /// <summary>The variable; meaningless for the parts of a document.</summary>
    public VariableId Variable => (VariableId)Number;

    /// <summary>Whether the source is known with the request's head and stays; all others are made anew for each phase.</summary>
    public bool IsOfHead => OfHead[Number];

    /// <summary>The source that is one variable.</summary>
    public static ValueSource Of(VariableId variable) => new((int)variable);

    /// <summary>What a variable is made of, in order; empty when rules can change it, or it has to be worked out anew each time.</summary>
    public static ImmutableArray<ValueSource> PartsOf(VariableId variable) => Parts[(int)variable];

    /// <summary>What a target reads, likewise.</summary>
    public static ImmutableArray<ValueSource> PartsOf(VariableId variable, Selector? selector) => selector switch
    {
        Selector.XPath { Expression: "//@*" } when variable is VariableId.XML or VariableId.REQUEST_XML => Attributes,
        Selector.XPath { Expression: not "/*" } => [],
        _ => PartsOf(variable),
    };

    /// <summary>Whether a variable has members with keys.</summary>
    public static bool IsCollection(VariableId variable) => variable is
        VariableId.ARGS or VariableId.ARGS_GET or VariableId.ARGS_GET_NAMES or VariableId.ARGS_NAMES or VariableId.ARGS_PATH or VariableId.ARGS_POST
        or VariableId.ARGS_POST_NAMES or VariableId.ENV or VariableId.FILES or VariableId.FILES_NAMES or VariableId.FILES_SIZES
        or VariableId.FILES_EXCERPT or VariableId.FILES_TMP_CONTENT or VariableId.FILES_TMPNAMES or VariableId.GEO or VariableId.GLOBAL or VariableId.IP
        or VariableId.MATCHED_VARS or VariableId.MATCHED_VARS_NAMES or VariableId.MULTIPART_PART_HEADERS or VariableId.REQUEST_COOKIES
        or VariableId.REQUEST_COOKIES_NAMES or VariableId.REQUEST_HEADERS or VariableId.REQUEST_HEADERS_NAMES or VariableId.RESOURCE
        or VariableId.RESPONSE_ARGS or VariableId.RESPONSE_HEADERS or VariableId.RESPONSE_HEADERS_NAMES or VariableId.RULE or VariableId.SESSION
        or VariableId.TX or VariableId.USER;

    private static ImmutableArray<ValueSource> List(VariableId variable) => variable switch
    {
        VariableId.ARGS => [Of(VariableId.ARGS_GET), Of(VariableId.ARGS_POST)],
        VariableId.ARGS_NAMES => [Of(VariableId.ARGS_GET_NAMES), Of(VariableId.ARGS_POST_NAMES)],
        VariableId.XML or VariableId.REQUEST_XML => [XmlText],
        _ when IsHead(variable) || IsOfPhase(variable) => [Of(variable)],
        _ => [],
    };

    private static bool IsHead(VariableId variable) => variable is
        VariableId.ARGS_GET or VariableId.ARGS_GET_NAMES or VariableId.AUTH_TYPE or VariableId.MODSEC_BUILD or VariableId.PATH_INFO
        or VariableId.QUERY_STRING or VariableId.REMOTE_ADDR or VariableId.REMOTE_HOST or VariableId.REMOTE_PORT or VariableId.REMOTE_USER
        or VariableId.REQUEST_BASENAME or VariableId.REQUEST_COOKIES or VariableId.REQUEST_COOKIES_NAMES or VariableId.REQUEST_FILENAME
        or VariableId.REQUEST_HEADERS or VariableId.REQUEST_HEADERS_NAMES or VariableId.REQUEST_LINE or VariableId.REQUEST_METHOD
        or VariableId.REQUEST_PROTOCOL or VariableId.REQUEST_URI or VariableId.REQUEST_URI_RAW or VariableId.SERVER_ADDR
        or VariableId.SERVER_NAME or VariableId.SERVER_PORT or VariableId.UNIQUE_ID or VariableId.WEBAPPID;

    // Bodies and the response are read between phases.
    private static bool IsOfPhase(VariableId variable) => variable is
        VariableId.ARGS_COMBINED_SIZE or VariableId.ARGS_POST or VariableId.ARGS_POST_NAMES or VariableId.FILES or VariableId.FILES_COMBINED_SIZE
        or VariableId.FILES_NAMES or VariableId.FILES_SIZES or VariableId.FILES_EXCERPT or VariableId.FILES_TMP_CONTENT or VariableId.FILES_TMPNAMES or VariableId.FULL_REQUEST
        or VariableId.FULL_REQUEST_LENGTH or VariableId.INBOUND_DATA_ERROR or VariableId.OUTBOUND_DATA_ERROR or VariableId.MULTIPART_PART_HEADERS
        or VariableId.REQBODY_ERROR or VariableId.REQBODY_ERROR_MSG or VariableId.REQBODY_PROCESSOR or VariableId.REQBODY_PROCESSOR_ERROR
        or VariableId.REQBODY_PROCESSOR_ERROR_MSG or VariableId.REQUEST_BODY or VariableId.REQUEST_BODY_LENGTH or VariableId.RES_BODY_ERROR
        or VariableId.RES_BODY_ERROR_MSG or VariableId.RES_BODY_PROCESSOR or VariableId.RES_BODY_PROCESSOR_ERROR
        or VariableId.RES_BODY_PROCESSOR_ERROR_MSG or VariableId.RESPONSE_ARGS or VariableId.RESPONSE_BODY or VariableId.RESPONSE_CONTENT_LENGTH
        or VariableId.RESPONSE_CONTENT_TYPE or VariableId.RESPONSE_HEADERS or VariableId.RESPONSE_HEADERS_NAMES or VariableId.RESPONSE_PROTOCOL
        or VariableId.RESPONSE_STATUS or VariableId.STATUS or VariableId.STATUS_LINE or VariableId.URLENCODED_ERROR
        or (>= VariableId.MULTIPART_BOUNDARY_QUOTED and <= VariableId.MULTIPART_UNMATCHED_BOUNDARY);
}
