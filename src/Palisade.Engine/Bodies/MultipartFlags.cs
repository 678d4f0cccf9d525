namespace Palisade.Engine.Bodies;

/// <summary>
/// What is odd about a multipart body: the <c>MULTIPART_*</c> variables of ModSecurity v3. Applications and
/// gateways disagree on odd bodies, and each disagreement is a way past the rules, so everything that is not
/// plainly what a browser sends is flagged.
/// </summary>
public sealed class MultipartFlags
{
    /// <summary>The boundary in Content-Type is in quotes. Legal, but no browser does it.</summary>
    public bool BoundaryQuoted { get; internal set; }

    /// <summary>White space beside the boundary parameter's <c>=</c>.</summary>
    public bool BoundaryWhitespace { get; internal set; }

    /// <summary>Bytes before the first boundary.</summary>
    public bool DataBefore { get; internal set; }

    /// <summary>Bytes after the line of the last boundary.</summary>
    public bool DataAfter { get; internal set; }

    /// <summary>A part header goes on in a second line.</summary>
    public bool HeaderFolding { get; internal set; }

    /// <summary>A header line or boundary ends in LF without CR.</summary>
    public bool LfLine { get; internal set; }

    /// <summary>A header line or boundary ends in CRLF. Right; only of interest beside <see cref="LfLine"/>.</summary>
    public bool CrlfLine { get; internal set; }

    /// <summary>Both line ends occur.</summary>
    public bool CrlfLfLines => LfLine && CrlfLine;

    /// <summary>No semicolon between the media type and the boundary parameter (<c>MULTIPART_MISSING_SEMICOLON</c>, <c>MULTIPART_SEMICOLON_MISSING</c>).</summary>
    public bool MissingSemicolon { get; internal set; }

    /// <summary>Single quotes as quotes or inside an unquoted value, or white space beside a parameter's <c>=</c>, in Content-Disposition.</summary>
    public bool InvalidQuoting { get; internal set; }

    /// <summary>A folded header line starts with white space that is neither space nor tab.</summary>
    public bool InvalidHeaderFolding { get; internal set; }

    /// <summary>A part without a name.</summary>
    public bool InvalidPart { get; internal set; }

    /// <summary>More files than <c>SecUploadFileLimit</c>.</summary>
    public bool FileLimitExceeded { get; internal set; }

    /// <summary>
    /// 0: no line looks like a boundary that is none. 1: one does, and it is not harmless: it holds the boundary,
    /// or the body is never closed. 2: lines start with <c>--</c> (a PEM file, a signature) in a body that is properly closed.
    /// </summary>
    /// <remarks>So <c>"!@eq 0"</c> is the strict rule and <c>"@eq 1"</c> the permissive one, as the recommended configuration of v3 means it. (v3 itself reports 2 for every closed body.)</remarks>
    public int UnmatchedBoundary { get; internal set; }

    /// <summary>The body could not be parsed as it stands.</summary>
    public bool Failed { get; internal set; }

    /// <summary><c>MULTIPART_NAME</c>: the name of the last part that has one; empty when none has.</summary>
    public byte[] Name { get; internal set; } = [];

    /// <summary><c>MULTIPART_FILENAME</c>: the file name of the last part that has one; empty when none has.</summary>
    public byte[] FileName { get; internal set; } = [];

    /// <summary><c>MULTIPART_STRICT_ERROR</c>: any of the above except <see cref="UnmatchedBoundary"/>, which rules test by itself.</summary>
    public bool StrictError =>
        Failed || BoundaryQuoted || BoundaryWhitespace || DataBefore || DataAfter || HeaderFolding || LfLine
        || MissingSemicolon || InvalidQuoting || InvalidHeaderFolding || InvalidPart || FileLimitExceeded;
}
