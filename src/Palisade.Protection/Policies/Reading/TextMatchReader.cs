using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Reading;

/// <summary>Values, patterns and what is done with a value before it is compared.</summary>
internal static class TextMatchReader
{
    /// <summary><c>{exact_values, regex_values, transformers}</c>.</summary>
    public static TextMatchConfig Values(Fields fields) => new()
    {
        Exact = fields.Texts("exact_values"),
        Regexes = fields.Texts("regex_values"),
        Transformers = fields.Choices<Transformer>("transformers"),
        Invert = fields.Flag("invert_matcher"),
    };

    /// <summary>The same with <c>prefix_values</c> and <c>suffix_values</c>.</summary>
    public static TextMatchConfig Path(Fields fields) => Values(fields) with
    {
        Prefixes = fields.Texts("prefix_values"),
        Suffixes = fields.Texts("suffix_values"),
    };

    /// <summary><c>{name, check_present | check_not_present | item, invert_matcher}</c>.</summary>
    /// <param name="key">What the name is called: <c>name</c> or <c>key</c>.</param>
    public static NamedMatchConfig Named(Fields fields, string key)
    {
        fields.OneOf(needed: true, "check_present", "check_not_present", "item");
        return new()
        {
            Name = fields.Text(key),
            Present = fields.Empty("check_present") ? true : fields.Empty("check_not_present") ? false : null,
            Item = fields.Mapping("item", Values),
            Invert = fields.Flag("invert_matcher"),
        };
    }
}
