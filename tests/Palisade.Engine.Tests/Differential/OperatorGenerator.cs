using Palisade.Engine.Tests.Patterns;

namespace Palisade.Engine.Tests.Differential;

/// <summary>Writes the operator of a rule.</summary>
internal sealed class OperatorGenerator(Dice dice)
{
    public string Operator()
    {
        var negation = dice.Percent(12) ? "!" : "";
        var name = dice.Weighted(
            "26 rx|8 pm|9 contains|3 containsWord|3 strmatch|6 streq|6 within|4 beginsWith|4 endsWith|4 eq|3 ge|3 gt|3 le|3 lt|4 validateByteRange|2 validateUrlEncoding|2 validateUtf8Encoding"
            + "|4 detectSQLi|4 detectXSS|3 ipMatch|5 unconditionalMatch|2 noMatch|2 rxGlobal|1 restpath|1 verifyCC");
        return $"{negation}@{name}{Argument(name)}";
    }

    private string Argument(string name)
    {
        var argument = name switch
        {
            "rx" or "rxGlobal" => dice.Percent(25) ? RandomPattern() : dice.Of(Words.Patterns),
            "pm" => string.Join(' ', dice.Some(1, 5, Plain)),
            "within" => dice.Percent(30) ? "%{tx.list} " + Plain() : string.Join(' ', dice.Some(1, 6, Plain)),
            "eq" or "ge" or "gt" or "le" or "lt" => dice.Percent(25) ? dice.Of(Words.Macros) : dice.Of("0", "1", "2", "3", "10", "-1", "200"),
            "validateByteRange" => dice.Of("32-126", "97-122,48-57", "1-255", "9,10,13,32-126,128-255"),
            "ipMatch" => dice.Of("192.168.0.0/16,198.51.100.7", "10.0.0.0/8", "198.51.100.0/24"),
            "restpath" => "/{a}/{b}",
            "verifyCC" => "\\d{13,16}",
            "validateUrlEncoding" or "validateUtf8Encoding" or "detectSQLi" or "detectXSS" or "unconditionalMatch" or "noMatch" => "",
            _ => dice.Percent(25) ? dice.Of(Words.Macros) : Plain(),
        };
        return argument.Length == 0 ? "" : " " + argument;
    }

    private string Plain() => dice.Of("a", "b", "ab", "A", "evil", "script", "1", "10", "x", "passwd", "x y", "al", "or", "json", "GET", "a=", "html", "200");

    // A pattern that cannot be written in quotes is not a rule, and is left out with it.
    private string RandomPattern() => new PatternGenerator(dice.Next(int.MaxValue)).Pattern().Replace("\"", "\\\"", StringComparison.Ordinal);
}
