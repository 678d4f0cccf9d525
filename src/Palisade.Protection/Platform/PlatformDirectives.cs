using System.Globalization;
using System.Text;
using Palisade.Configuration.Objects.Kinds;
using Palisade.SecLang;

namespace Palisade.Protection.Platform;

/// <summary>Settings and flags of the platform as SecLang: what rules may say otherwise stands before them, what they may not behind.</summary>
internal static class PlatformDirectives
{
    private const string FileName = "palisade:engine-settings.conf";

    /// <summary>In the place of the engine's defaults.</summary>
    public static ParseResult Before(EngineSettingsSpec settings)
    {
        var text = new StringBuilder();
        Add(text, "SecRequestBodyLimit", settings.RequestInspectedBytes);
        Add(text, "SecRequestBodyNoFilesLimit", settings.RequestInspectedBytes);
        Add(text, "SecResponseBodyLimit", settings.ResponseInspectedBytes);
        Add(text, "SecRequestBodyJsonDepthLimit", settings.JsonDepth);
        Add(text, "SecArgumentsLimit", settings.Arguments);
        Add(text, "SecRequestBodyLimitAction", settings.LongRequest);
        Add(text, "SecResponseBodyLimitAction", settings.LongResponse);
        return SecLangParser.Parse(FileName, text.ToString());
    }

    /// <summary>Behind all rules.</summary>
    public static ParseResult After(FeatureFlagsSpec flags) => SecLangParser.Parse(FileName, flags.ResponseInspection is false ? "SecResponseBodyAccess Off\n" : "");

    private static void Add(StringBuilder text, string name, int? value)
    {
        if (value is { } number) text.Append(CultureInfo.InvariantCulture, $"{name} {number}\n");
    }

    private static void Add(StringBuilder text, string name, LongBodyAction? value)
    {
        if (value is { } action) text.Append(CultureInfo.InvariantCulture, $"{name} {(action is LongBodyAction.Reject ? "Reject" : "ProcessPartial")}\n");
    }
}
