using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>
/// <c>t:normalisePath</c> and <c>t:normalisePathWin</c>: repeated slashes become one, <c>.</c> segments go, <c>..</c> takes the segment before it with it
/// but never climbs above the root. The second reads backslashes as slashes.
/// </summary>
/// <param name="name">The canonical name.</param>
/// <param name="windows">Whether a backslash is a slash.</param>
internal sealed class NormalisePath(string name, bool windows) : RewritingTransformation(name, ByteSet.Of(windows ? "./\\"u8 : "./"u8))
{
    /// <inheritdoc/>
    public override bool IsBlindToCase => true;

    /// <inheritdoc/>
    // A dot counts at the end of a segment only: most are in the middle of one.
    protected override bool MayChange(ReadOnlySpan<byte> value) =>
        !value.IsEmpty && (value[^1] == '.' || value.IndexOf("./"u8) >= 0 || value.IndexOf("//"u8) >= 0 || (windows && value.Contains((byte)'\\')));

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        value.CopyTo(target);
        return new PathRewriter(target[..value.Length], windows).Run();
    }
}
