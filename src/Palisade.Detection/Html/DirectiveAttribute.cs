using Palisade.Detection.Reading;

namespace Palisade.Detection.Html;

/// <summary>Attributes whose values script libraries run as expressions: those of Vue, Alpine, Angular and htmx.</summary>
internal static class DirectiveAttribute
{
    private static readonly byte[][] Prefixes = Words.List("v-on: v-bind: v-html v-text v-if v-show v-for x-on: x-bind: x-init x-data x-html x-text x-show x-if ng-click ng-init ng-focus ng-blur ng-mouse ng-key ng-change ng-bind ng-include ng-submit ng-app ng-csp data-ng- hx-on hx-vals");

    /// <summary>True when a library would run the value and it looks like a program.</summary>
    public static bool Runs(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (value.Length < 3 || name.Length < 3) return false;
        var isShort = name[0] is (byte)'@' && HtmlBytes.IsLetter(name[1]);
        return (isShort || !Words.FirstOf(name, Prefixes).IsEmpty) && ScriptText.LooksLikeCall(value);
    }
}
