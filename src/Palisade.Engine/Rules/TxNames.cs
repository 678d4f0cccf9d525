using System.Collections.Concurrent;

namespace Palisade.Engine.Rules;

/// <summary>
/// Numbers for the names of TX variables that rules write down, so that a request compares numbers and not names. They hold for
/// the process: what rule sets share may refer to them. Names without regard to case, as everywhere in TX.
/// </summary>
/// <remarks>Grows by the names that stand in rules only; a name that a request makes up is never numbered here.</remarks>
internal static class TxNames
{
    /// <summary>Captures, whose names are "0" to "9", have the numbers 0 to 9.</summary>
    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    private static readonly ConcurrentDictionary<string, int> Numbers = Start();
    private static readonly Lock Gate = new();
    private static int _count = Digits.Length;

    /// <summary>How many names have a number.</summary>
    public static int Count => Volatile.Read(ref _count);

    /// <summary>The name of a capture.</summary>
    public static string OfCapture(int index) => Digits[index];

    /// <summary>The number of a name that stands in a rule.</summary>
    public static int Intern(string name)
    {
        if (Numbers.TryGetValue(name, out var number)) return number;
        lock (Gate)
        {
            if (Numbers.TryGetValue(name, out number)) return number;
            Numbers[name] = _count;
            return Interlocked.Increment(ref _count) - 1;
        }
    }

    /// <summary>The number of a name, if any rule has it.</summary>
    public static bool TryFind(string name, out int number) => Numbers.TryGetValue(name, out number);

    private static ConcurrentDictionary<string, int> Start()
    {
        var numbers = new ConcurrentDictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < Digits.Length; i++) numbers[Digits[i]] = i;
        return numbers;
    }
}
