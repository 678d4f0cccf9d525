namespace Palisade.SecLang.Words;

/// <summary>What an action is for.</summary>
public enum ActionKind
{
    /// <summary>Says something about the rule: <c>id</c>, <c>msg</c>, <c>phase</c>, <c>tag</c>.</summary>
    Metadata,

    /// <summary>Decides about the transaction; of several in a rule the last one holds.</summary>
    Disruptive,

    /// <summary>Does something when the rule matches: <c>setvar</c>, <c>log</c>, <c>ctl</c>.</summary>
    NonDisruptive,

    /// <summary>Changes which rule is next: <c>chain</c>, <c>skip</c>, <c>skipAfter</c>.</summary>
    Flow,

    /// <summary>Holds data for other actions: <c>status</c>, <c>xmlns</c>.</summary>
    Data,
}

/// <summary>What the value of an action must look like; the parser checks it.</summary>
public enum ActionValue
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>Any text, with macros.</summary>
    Macro,

    /// <summary>A rule id: a positive number.</summary>
    Id,

    /// <summary>A whole number from 0.</summary>
    Number,

    /// <summary><c>1</c> to <c>5</c>, <c>request</c>, <c>response</c> or <c>logging</c>.</summary>
    Phase,

    /// <summary><c>0</c> to <c>7</c> or a name from <c>EMERGENCY</c> to <c>DEBUG</c>.</summary>
    Severity,

    /// <summary>An HTTP status.</summary>
    Status,

    /// <summary><c>phase</c> or <c>request</c>.</summary>
    AllowScope,

    /// <summary>The name of a transformation.</summary>
    Transformation,

    /// <summary>An option of <c>ctl</c> and its value.</summary>
    Control,

    /// <summary><c>[!]COLLECTION.key</c> with an optional <c>=</c>, <c>=+</c> or <c>=-</c> and value.</summary>
    Assignment,

    /// <summary><c>COLLECTION.key=seconds</c>.</summary>
    Expiry,

    /// <summary><c>KIND=weight</c>: a word, and a whole number from 1 to 99.</summary>
    Evidence,

    /// <summary><c>COLLECTION=name</c>.</summary>
    CollectionKey,

    /// <summary><c>prefix=URI</c>.</summary>
    Namespace,
}

/// <summary>An action of the language.</summary>
/// <param name="Name">Canonical.</param>
/// <param name="Need">Whether it takes a value.</param>
/// <param name="Value">What the value must look like.</param>
/// <param name="Repeats">Whether giving it more than once adds up instead of replacing.</param>
/// <param name="Synonyms">Other spellings that lead here.</param>
/// <param name="Hint">What to do instead, for a refused one.</param>
public sealed record ActionWord(
    string Name,
    ActionKind Kind,
    ValueNeed Need,
    ActionValue Value = ActionValue.Text,
    bool Repeats = false,
    IReadOnlyList<string>? Synonyms = null,
    WordStatus Status = WordStatus.Active,
    string? Hint = null);
