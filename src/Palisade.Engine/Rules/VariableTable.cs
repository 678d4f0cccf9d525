using System.Collections.Frozen;

namespace Palisade.Engine.Rules;

/// <summary>Variables by name.</summary>
public static class VariableTable
{
    private static readonly FrozenDictionary<string, VariableId> ByName =
        Enum.GetValues<VariableId>().ToFrozenDictionary(id => id.ToString(), StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Names = [.. Enum.GetValues<VariableId>().Select(id => id.ToString())];

    /// <summary>Finds a variable by its name, without regard to case.</summary>
    public static bool TryFind(string name, out VariableId id) => ByName.TryGetValue(name, out id);

    /// <summary>The name of a variable, without allocation.</summary>
    public static string NameOf(VariableId id) => Names[(int)id];
}
