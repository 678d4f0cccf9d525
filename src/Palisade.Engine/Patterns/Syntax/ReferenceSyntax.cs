namespace Palisade.Engine.Patterns.Syntax;

/// <summary>Reads names and numbers of groups where the pattern refers to them.</summary>
/// <param name="cursor">The pattern.</param>
/// <param name="groups">The groups so far, for relative numbers.</param>
internal sealed class ReferenceSyntax(PatternCursor cursor, GroupTable groups)
{
    private const int LongestName = 32;

    /// <summary>Reads a name and the character that ends it.</summary>
    public string ReadName(char terminator)
    {
        var start = cursor.Position;
        if (char.IsAsciiDigit(cursor.Next)) cursor.Fail("a group's name must start with a letter or underscore");
        var name = cursor.TakeWhile(IsNameCharacter);
        if (name.Length == 0) cursor.Fail("a group's name is missing");
        else if (name.Length > LongestName) cursor.Fail(start, $"a group's name is longer than {LongestName} characters");
        else if (!cursor.TryTake(terminator)) cursor.Fail($"a group's name is not ended by {terminator}");
        return name;
    }

    /// <summary>Reads a number, counted from here when it has a sign. A number that leads before the first group becomes -1.</summary>
    /// <returns>False, and nothing read, when there is no number.</returns>
    public bool TryReadNumber(out int number)
    {
        var sign = cursor.Next is '+' or '-' ? cursor.Next : '\0';
        number = 0;
        if (!char.IsAsciiDigit(cursor.At(sign == '\0' ? 0 : 1))) return false;
        if (sign != '\0') cursor.Take();
        var distance = cursor.TakeNumber();
        if (sign != '\0' && distance == 0) cursor.Fail("a relative group number cannot be zero");
        number = sign switch
        {
            '+' => groups.Count + distance,
            '-' when distance > groups.Count => -1,
            '-' => groups.Count - distance + 1,
            _ => distance,
        };
        return true;
    }

    /// <summary>Reads <c>number</c> or <c>name</c> and the character that ends it.</summary>
    public GroupReference ReadNumberOrName(char terminator)
    {
        var offset = cursor.Position;
        if (!TryReadNumber(out var number)) return groups.Refer(new GroupReference(0, ReadName(terminator)), offset);
        if (!cursor.TryTake(terminator)) cursor.Fail($"a group's number is not ended by {terminator}");
        return groups.Refer(new GroupReference(number, null), offset);
    }

    /// <summary>Whether a character may stand in a group's name.</summary>
    public static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
