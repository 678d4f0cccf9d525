using System.Text;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>One value of a variable.</summary>
/// <param name="Variable">The variable it belongs to.</param>
/// <param name="Key">The member of a collection, as received; empty for a scalar.</param>
/// <param name="Value">The bytes.</param>
public readonly record struct ValueItem(VariableId Variable, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value)
{
    /// <summary>The name rules and logs know it by, as <c>ARGS:user</c>; widened.</summary>
    public string Name => Key.IsEmpty
        ? VariableTable.NameOf(Variable)
        : $"{VariableTable.NameOf(Variable)}:{Encoding.Latin1.GetString(Key.Span)}";
}
