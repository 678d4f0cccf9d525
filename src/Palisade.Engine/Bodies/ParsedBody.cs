using System.Xml;
using Palisade.Engine.Buffers;

namespace Palisade.Engine.Bodies;

/// <summary>One argument, decoded. Where there was nothing to decode, a slice of the body, valid as long as the body is; otherwise, in a transaction, valid until it ends.</summary>
public readonly record struct BodyArgument(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Value);

/// <summary>One uploaded file.</summary>
/// <param name="Field">The name of the form field.</param>
/// <param name="FileName">The file name as the client sent it, unescaped.</param>
/// <param name="Size">Bytes of <paramref name="Content"/>.</param>
/// <param name="Content">A slice of the body; valid as long as the body is.</param>
public readonly record struct UploadedFile(byte[] Field, byte[] FileName, long Size, ReadOnlyMemory<byte> Content);

/// <summary>
/// What a body processor understood. A processor that meets a fault sets <see cref="Error"/> and still
/// fills in what it could read, because a rule set may choose not to act on the fault.
/// </summary>
public sealed class ParsedBody
{
    // The default of SecArgumentsLimit.
    private const int KeptArguments = 1000;

    private readonly Arena? _memory;
    private ReadOnlyMemory<byte> _xmlSource;
    private int _xmlDepthLimit;

    /// <summary>One whose bytes stay as long as anybody has them.</summary>
    public ParsedBody()
    {
    }

    /// <summary>One of a transaction, in whose memory lies what is made of the body.</summary>
    internal ParsedBody(Arena memory) => _memory = memory;

    /// <summary>Arguments in the order sent, duplicates kept.</summary>
    public List<BodyArgument> Arguments { get; } = [];

    /// <summary>Uploaded files in the order sent.</summary>
    public List<UploadedFile> Files { get; } = [];

    /// <summary>Header lines of multipart parts (<c>MULTIPART_PART_HEADERS</c>): the key is the part's name (Latin-1 widened), the value the whole line, unfolded, without its line end.</summary>
    public List<KeyValuePair<string, byte[]>> PartHeaders { get; } = [];

    /// <summary>The oddities of a multipart body; all zero for other bodies.</summary>
    public MultipartFlags Multipart { get; private set; } = new();

    /// <summary>The document, for XPath; null when the body was not XML. Built when first asked for, since <c>/*</c> and <c>//@*</c> need no tree. Of a malformed document, what stands before the fault.</summary>
    public XmlDocument? Xml
    {
        get
        {
            if (field is null && IsXml) field = XmlTree.Build(_xmlSource, _xmlDepthLimit);
            return field;
        }

        private set;
    }

    /// <summary>The values of <c>XML:/*</c>: as in ModSecurity v3, one, the text of the whole tree in UTF-8. Empty when the document has no root element.</summary>
    public List<byte[]> XmlTexts { get; } = [];

    /// <summary>The values of <c>XML://@*</c>: every attribute's value in document order, in UTF-8.</summary>
    public List<byte[]> XmlAttributes { get; } = [];

    /// <summary>Null when the body was fine; otherwise the text of <c>REQBODY_ERROR_MSG</c> (Latin-1 widened). The first fault found.</summary>
    public string? Error { get; private set; }

    /// <summary>The bytes of all uploaded files together.</summary>
    public long FilesCombinedSize { get; private set; }

    /// <summary>Whether arguments were left out because there were more than the limit.</summary>
    public bool ArgumentLimitExceeded { get; private set; }

    /// <summary>Whether <see cref="XmlBody"/> filled this.</summary>
    internal bool IsXml { get; private set; }

    /// <summary>Forgets everything, for the next body.</summary>
    internal void Clear()
    {
        Arguments.Clear();
        if (Arguments.Capacity > KeptArguments) Arguments.Capacity = KeptArguments;
        Files.Clear();
        PartHeaders.Clear();
        XmlTexts.Clear();
        XmlAttributes.Clear();
        Multipart = new();
        (Xml, Error, _xmlSource) = (null, null, default);
        FilesCombinedSize = 0;
        ArgumentLimitExceeded = IsXml = false;
    }

    /// <summary>Room for bytes that are made of the body: names, values without their encoding.</summary>
    internal Memory<byte> Room(int length) => _memory is null ? new byte[length] : _memory.Take(length);

    /// <summary>Notes a fault; the first one is kept.</summary>
    internal void Fail(string error) => Error ??= error;

    /// <summary>Adds an argument unless the limit is reached.</summary>
    /// <param name="limit">The most arguments kept (<c>SecArgumentsLimit</c>); 0 or less means any number.</param>
    internal void Add(ReadOnlyMemory<byte> name, ReadOnlyMemory<byte> value, int limit)
    {
        if (limit > 0 && Arguments.Count >= limit) ArgumentLimitExceeded = true;
        else Arguments.Add(new BodyArgument(name, value));
    }

    /// <summary>Adds what was found by looking closer; beyond the limit it is left out and no fault, since what it stands in is an argument itself.</summary>
    internal void AddMore(ReadOnlyMemory<byte> name, ReadOnlyMemory<byte> value, int limit)
    {
        if (limit <= 0 || Arguments.Count < limit) Arguments.Add(new BodyArgument(name, value));
    }

    /// <summary>Adds a file and its size.</summary>
    internal void Add(UploadedFile file)
    {
        Files.Add(file);
        FilesCombinedSize += file.Size;
    }

    /// <summary>Remembers where the tree can be built from.</summary>
    internal void KeepXml(ReadOnlyMemory<byte> source, int depthLimit)
    {
        IsXml = true;
        _xmlSource = source;
        _xmlDepthLimit = depthLimit;
    }
}
