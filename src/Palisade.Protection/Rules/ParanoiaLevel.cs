using System.Globalization;

namespace Palisade.Protection.Rules;

/// <summary>How strict the Core Rule Set is: 1 (fewest false alarms) to 4.</summary>
internal static class ParanoiaLevel
{
    /// <summary>SecLang that sets the level, under the names of CRS 4 and of CRS 3; stands after the set-up, which it overrules.</summary>
    public static string Directive(int level)
    {
        var text = level.ToString(CultureInfo.InvariantCulture);
        string[] names = ["blocking_paranoia_level", "detection_paranoia_level", "paranoia_level", "executing_paranoia_level"];
        var settings = string.Concat(names.Select(n => $",setvar:'tx.{n}={text}'"));
        return $"SecAction \"id:25000100,phase:1,pass,nolog,t:none{settings}\"\n";
    }
}
