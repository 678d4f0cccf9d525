using Palisade.Detection.Text;

namespace Palisade.Detection.Shell;

/// <summary>What sort of text a command stands in; found out once for a value, and only when there is a command.</summary>
/// <param name="IsProse">Sentences, or Markdown with a block of code.</param>
/// <param name="IsTable">A row of cells between bars: <c>a | b | c</c>.</param>
/// <param name="IsScript">More lines than an attack needs.</param>
internal readonly record struct ShellSetting(bool IsProse, bool IsTable, bool IsScript)
{
    public static ShellSetting Of(ReadOnlySpan<byte> value) => new(
        value.IndexOf("```"u8) >= 0 || Prose.Is(value),
        value.Count(" | "u8) >= 2 || value.Count((byte)'|') >= 4,
        value.Count((byte)'\n') > 4);
}
