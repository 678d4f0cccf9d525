using System.Text;
using Palisade.Engine.Outcome;

namespace Palisade.Engine.Values;

/// <summary>A value that matched, noted in place: its name is put together only when someone asks for it.</summary>
/// <param name="Item">The value as the rule read it.</param>
/// <param name="Count">Whether the rule counted (<c>&amp;</c>).</param>
/// <param name="Transformed">The value the operator saw.</param>
/// <param name="Match">The part of it that matched.</param>
internal readonly record struct ValueMatch(ValueItem Item, bool Count, ReadOnlyMemory<byte> Transformed, ReadOnlyMemory<byte> Match)
{
    /// <summary>As <c>ARGS:user</c>; widened.</summary>
    public string Name => Count ? "&" + Item.Name : Item.Name;

    /// <summary>The same in bytes.</summary>
    public byte[] NameBytes => Encoding.Latin1.GetBytes(Name);

    /// <summary>A copy that outlives the transaction.</summary>
    public MatchedValue Keep(KeptTexts kept) => new(Name, kept.CopyOf(Item.Value), kept.CopyOf(Transformed), kept.CopyOf(Match));
}
