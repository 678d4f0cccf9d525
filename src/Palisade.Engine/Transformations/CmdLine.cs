using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>
/// <c>t:cmdLine</c>: a command line as a shell would see it. Drops <c>" ' \ ^</c>; each run of blanks, <c>,</c> and <c>;</c> becomes one space;
/// no space before <c>/</c> and <c>(</c>; ASCII lower case.
/// </summary>
internal sealed class CmdLine() : RewritingTransformation("cmdLine", NamedSets.Upper | ByteSet.Of("\"'\\^ ,;\t\r\n"u8))
{
    /// <inheritdoc/>
    public override ByteSet TriggersButCase => Triggers & ~NamedSets.Upper;

    /// <inheritdoc/>
    public override bool IsBlindToCase => true;

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var written = 0;
        var space = false;
        foreach (var b in value)
        {
            switch (b)
            {
                case (byte)'"' or (byte)'\'' or (byte)'\\' or (byte)'^':
                    break;
                case (byte)' ' or (byte)',' or (byte)';' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    if (!space) target[written++] = (byte)' ';
                    space = true;
                    break;
                default:
                    if (space && b is (byte)'/' or (byte)'(') written--;
                    space = false;
                    target[written++] = AsciiByte.ToLower(b);
                    break;
            }
        }

        return written;
    }
}
