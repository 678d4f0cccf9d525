using System.Buffers;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>
/// <c>t:cmdLine</c>: a command line as a shell would see it. Drops <c>" ' \ ^</c>; each run of blanks, <c>,</c> and <c>;</c> becomes one space;
/// no space before <c>/</c> and <c>(</c>; ASCII lower case.
/// </summary>
internal sealed class CmdLine() : RewritingTransformation("cmdLine", ByteSet.Of((byte)' ') | Changed)
{
    private static readonly ByteSet Changed = NamedSets.Upper | ByteSet.Of("\"'\\^,;\t\r\n"u8);
    private static readonly SearchValues<byte> NeverKept = SearchValues.Create([.. Changed.Bytes]);

    /// <inheritdoc/>
    public override ByteSet TriggersButCase => Triggers & ~NamedSets.Upper;

    /// <inheritdoc/>
    public override bool IsBlindToCase => true;

    /// <inheritdoc/>
    // In most texts each space stands alone, and before a word.
    protected override bool MayChange(ReadOnlySpan<byte> value) =>
        value.ContainsAny(NeverKept) || value.IndexOf("  "u8) >= 0 || value.IndexOf(" /"u8) >= 0 || value.IndexOf(" ("u8) >= 0;

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
