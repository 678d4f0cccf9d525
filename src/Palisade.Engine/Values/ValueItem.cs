using System.Text;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>One value of a variable, as a rule reads it.</summary>
/// <param name="Variable">The variable the rule named.</param>
/// <param name="Key">The member of a collection, as received; empty for a scalar.</param>
/// <param name="Value">The bytes.</param>
/// <param name="Text">The value among the <see cref="TextStore"/>'s texts; <see cref="NoText"/> for one that can change while rules run.</param>
internal readonly record struct ValueItem(VariableId Variable, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value, int Text = ValueItem.NoText)
{
    public const int NoText = -1;

    /// <summary>The name rules and logs know it by, as <c>ARGS:user</c>; widened.</summary>
    public string Name => Key.IsEmpty
        ? VariableTable.NameOf(Variable)
        : $"{VariableTable.NameOf(Variable)}:{Encoding.Latin1.GetString(Key.Span)}";
}
