using System.Globalization;

namespace Palisade.Ftw.Templates;

/// <summary>The arguments of one call, read as the kinds the function wants.</summary>
internal sealed class TemplateArguments(string function, IReadOnlyList<object?> values)
{
    /// <summary>How many there are.</summary>
    public int Count => values.Count;

    /// <summary>All of them.</summary>
    public IReadOnlyList<object?> All => values;

    /// <summary>One of them, whatever it is.</summary>
    public object? this[int index] => index < values.Count ? values[index] : throw Fault("an argument is missing");

    /// <summary>The last one.</summary>
    public object? Last => this[Math.Max(0, values.Count - 1)];

    /// <summary>A text; other kinds are refused as Go does.</summary>
    public string Text(int index) => this[index] as string ?? throw Fault($"expected string; got {GoValue.Kind(this[index])}");

    /// <summary>A whole number, also one written as a broken number or, as sprig's own conversions allow, as text.</summary>
    public long Whole(int index) => this[index] switch
    {
        long number => number,
        double number when Math.Abs(number) < 1e18 => (long)number,
        bool truth => truth ? 1 : 0,
        string text when GoLiteral.Number(text) is long number => number,
        string => 0,
        null => 0,
        var other => throw Fault($"expected int; got {GoValue.Kind(other)}"),
    };

    /// <summary>A whole number from 0 to a bound that keeps results small.</summary>
    public int Size(int index, int most) => Whole(index) is >= 0 and var size && size <= most ? (int)size : throw Fault($"{this[index]} is out of range");

    /// <summary>A number.</summary>
    public double Number(int index) => this[index] switch
    {
        double number => number,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => Whole(index),
    };

    /// <summary>A list.</summary>
    public IReadOnlyList<object?> List(int index) => this[index] switch
    {
        IReadOnlyList<object?> list => list,
        var other => throw Fault($"expected list; got {GoValue.Kind(other)}"),
    };

    /// <summary>A dictionary.</summary>
    public IReadOnlyDictionary<string, object?> Map(int index) =>
        this[index] as IReadOnlyDictionary<string, object?> ?? throw Fault($"expected dict; got {GoValue.Kind(this[index])}");

    /// <summary>A fault that names the function.</summary>
    public TemplateFaultException Fault(string message) => new($"{function}: {message}");
}
