using System.Collections.Frozen;

namespace Palisade.Ftw.Patterns;

/// <summary>RE2's classes, ASCII all of them, as members of a class of .NET.</summary>
internal static class GoClasses
{
    /// <summary><c>\d \w \s</c>: the members, and for the capital letters all others.</summary>
    public static readonly FrozenDictionary<char, (string Members, string Others)> Letters = new Dictionary<char, (string Members, string Others)>
    {
        ['d'] = ("0-9", @"\0-/:-\uFFFF"),
        ['w'] = ("0-9A-Za-z_", @"\0-/:-@\[-\^`{-\uFFFF"),
        ['s'] = (@"\t\n\f\r ", @"\0-\x08\x0B\x0E-\x1F!-\uFFFF"),
    }.ToFrozenDictionary();

    /// <summary><c>[:name:]</c>.</summary>
    public static readonly FrozenDictionary<string, string> Named = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z",
        ["alpha"] = "A-Za-z",
        ["ascii"] = @"\0-\x7F",
        ["blank"] = @"\t ",
        ["cntrl"] = @"\0-\x1F\x7F",
        ["digit"] = "0-9",
        ["graph"] = "!-~",
        ["lower"] = "a-z",
        ["print"] = " -~",
        ["punct"] = @"!-/:-@\[-`{-~",
        ["space"] = @"\t-\r ",
        ["upper"] = "A-Z",
        ["word"] = "0-9A-Za-z_",
        ["xdigit"] = "0-9A-Fa-f",
    }.ToFrozenDictionary();
}
