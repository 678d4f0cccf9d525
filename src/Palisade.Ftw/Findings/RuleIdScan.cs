using System.Globalization;
using System.Text.RegularExpressions;

namespace Palisade.Ftw.Findings;

/// <summary>Finds rule ids in the logs of WAFs.</summary>
internal static partial class RuleIdScan
{
    /// <summary>
    /// The ids in a line: <c>[id "N"]</c> as ModSecurity logs them, plain or escaped within JSON, <c>["id":"N"]</c>,
    /// and the members <c>id</c>, <c>ruleId</c> and <c>rule_id</c> of JSON.
    /// </summary>
    public static IReadOnlyList<long> Find(string line)
    {
        var ids = new List<long>();
        foreach (var match in Id().EnumerateMatches(line))
        {
            var digits = line.AsSpan(match.Index, match.Length).TrimEnd("\\\"]");
            var start = digits.LastIndexOfAnyExceptInRange('0', '9') + 1;
            if (long.TryParse(digits[start..], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) ids.Add(id);
        }

        return ids;
    }

    [GeneratedRegex("""\[id \\?"[0-9]+\\?"\]|\\?"(?:id|ruleId|rule_id)\\?":\s*\\?"?[0-9]+""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Id();
}
