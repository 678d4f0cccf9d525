namespace Palisade.Detection.Scripts;

/// <summary>What a reading means.</summary>
internal static class ScriptJudge
{
    /// <summary>For a value that left its literal, or stands where script must be.</summary>
    public static Confidence? Inside(in ScriptReader reader)
    {
        var isWhole = reader.IsComplete || reader.IsCut;
        return reader.Effect switch
        {
            >= ScriptEffect.Alias => isWhole ? Confidence.High : Confidence.Medium,
            ScriptEffect.Secret => isWhole ? Confidence.High : Confidence.Low,
            ScriptEffect.MildCall => isWhole && (reader.IsSeparated || reader.IsCut) ? Confidence.Medium : Confidence.Low,
            ScriptEffect.UnknownCall when reader.IsSeparated && reader.IsCut => Confidence.Medium,
            ScriptEffect.UnknownCall when isWhole => Confidence.Low,
            _ => null,
        };
    }

    /// <summary>For a value that is read as an expression or a statement of its own: it may be an example in a text.</summary>
    public static Confidence? Code(in ScriptReader reader)
    {
        var isWhole = reader.IsComplete || reader.IsCut;
        switch (reader.Effect)
        {
            case ScriptEffect.Call or ScriptEffect.Computed or ScriptEffect.Constructor or ScriptEffect.Assignment:
                if (!isWhole) return Confidence.Low;
                return reader.IsLed ? Confidence.High : Confidence.Medium;
            case ScriptEffect.Alias when isWhole && reader.IsLed:
                return Confidence.Medium;
            case ScriptEffect.Alias or ScriptEffect.MildCall when isWhole && (reader.IsLed || reader.IsCut):
                return Confidence.Low;
            default:
                return null;
        }
    }

    public static string What(ScriptEffect effect) => effect switch
    {
        ScriptEffect.Call => "calls a function of the browser",
        ScriptEffect.Computed => "calls a function of the browser by a name put together",
        ScriptEffect.Constructor => "makes a function of text through a constructor",
        ScriptEffect.Assignment => "assigns to the location, to markup or to an event handler",
        ScriptEffect.Alias => "hands a function of the browser on",
        ScriptEffect.Secret => "reads cookies or stores",
        _ => "calls a function",
    };
}
