using System.Text;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Tests.Reference;

/// <summary>A member of a collection, with bytes of its own.</summary>
internal sealed record ReferenceMember(byte[] Key, byte[] Value)
{
    public ReferenceMember(string key, byte[] value)
        : this(Encoding.Latin1.GetBytes(key), value)
    {
    }
}

/// <summary>One value that a rule tests; the key is empty for a scalar.</summary>
internal sealed record ReferenceValue(VariableId Variable, byte[] Key, byte[] Value)
{
    /// <summary>As <c>ARGS:user</c>.</summary>
    public string Name => Key.Length == 0 ? $"{Variable}" : $"{Variable}:{Encoding.Latin1.GetString(Key)}";
}
