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
    private static readonly Part[] Parts = [.. Enumerable.Range(0, 256).Select(b => PartOf((byte)b))];
    private static readonly SearchValues<byte> NeverKept = SearchValues.Create([.. Changed.Bytes]);

    private enum Part : byte
    {
        Kept,
        Dropped,
        Space,

        /// <summary>And no space before it.</summary>
        TakesSpace,
    }

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
            switch (Parts[b])
            {
                case Part.Kept:
                    target[written++] = AsciiByte.ToLower(b);
                    space = false;
                    break;
                case Part.TakesSpace:
                    if (space) written--;
                    target[written++] = b;
                    space = false;
                    break;
                case Part.Space:
                    if (!space) target[written++] = (byte)' ';
                    space = true;
                    break;
            }
        }

        return written;
    }

    private static Part PartOf(byte b) => b switch
    {
        (byte)'"' or (byte)'\'' or (byte)'\\' or (byte)'^' => Part.Dropped,
        (byte)' ' or (byte)',' or (byte)';' or (byte)'\t' or (byte)'\r' or (byte)'\n' => Part.Space,
        (byte)'/' or (byte)'(' => Part.TakesSpace,
        _ => Part.Kept,
    };
}
