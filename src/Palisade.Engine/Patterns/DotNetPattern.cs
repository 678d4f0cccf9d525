using System.Text.RegularExpressions;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns;

/// <summary>A pattern as .NET writes it, to be run over <see cref="WideText"/> with <see cref="Options"/>. It matches as PCRE does over bytes.</summary>
/// <param name="Text">The pattern. Every group is numbered as in PCRE.</param>
/// <param name="KeepGroup">The number of the group whose last place is the start of the match (<c>\K</c>); 0 when there is none.</param>
/// <param name="AsksForStart">Whether it asks where the search started (<c>\G</c>).</param>
internal sealed record DotNetPattern(string Text, int KeepGroup, bool AsksForStart)
{
    /// <summary>What <see cref="Text"/> counts on: <c>.</c> matches everything, <c>^</c> and <c>$</c> see lines.</summary>
    public const RegexOptions Options = RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant;

    /// <summary>Translates a tree.</summary>
    /// <param name="tree">The pattern.</param>
    /// <param name="fault">What cannot be translated, when the answer is null.</param>
    public static DotNetPattern? Translate(PatternTree tree, out PatternFault? fault)
    {
        var writer = new DotNetWriter(tree);
        writer.Write(tree.Root);
        fault = writer.Fault;
        return fault is null ? new(writer.ToString(), writer.KeepGroup, writer.AsksForStart) : null;
    }
}
