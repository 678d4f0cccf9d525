namespace Palisade.SecLang;

/// <summary>The codes of every fault, each explained in <c>docs/diagnostics.md</c>. A code is never given a new meaning.</summary>
public static class DiagnosticCode
{
    /// <summary>A quote has no end on its line.</summary>
    public const string UnterminatedQuote = "SL1001";

    /// <summary>Blanks stand between the backslash and the end of the line.</summary>
    public const string BlankAfterBackslash = "SL1002";

    /// <summary>The file is not a text in one-byte or UTF-8 encoding.</summary>
    public const string NotText = "SL1003";

    /// <summary>There are more faults than are reported.</summary>
    public const string TooManyFaults = "SL1004";

    /// <summary>A comment stands behind a directive.</summary>
    public const string TrailingComment = "SL1005";

    /// <summary>No directive has this name.</summary>
    public const string UnknownDirective = "SL1101";

    /// <summary>The directive is known and refused.</summary>
    public const string RefusedDirective = "SL1102";

    /// <summary>The directive is accepted and does nothing.</summary>
    public const string IdleDirective = "SL1103";

    /// <summary>An argument is missing.</summary>
    public const string MissingArgument = "SL1104";

    /// <summary>There are more arguments than the directive takes.</summary>
    public const string ExtraArgument = "SL1105";

    /// <summary>The argument is not one of the values that the directive takes.</summary>
    public const string BadArgument = "SL1106";

    /// <summary>A list of rule ids cannot be read.</summary>
    public const string BadRuleIds = "SL1107";

    /// <summary>No variable has this name.</summary>
    public const string UnknownVariable = "SL1201";

    /// <summary>The variable is known and refused.</summary>
    public const string RefusedVariable = "SL1202";

    /// <summary>The variable holds one value and takes no selector.</summary>
    public const string SelectorOnScalar = "SL1203";

    /// <summary>The list of targets cannot be read.</summary>
    public const string BadTarget = "SL1204";

    /// <summary>No operator has this name.</summary>
    public const string UnknownOperator = "SL1301";

    /// <summary>The operator is known and refused.</summary>
    public const string RefusedOperator = "SL1302";

    /// <summary>The operator needs an argument.</summary>
    public const string MissingOperatorArgument = "SL1303";

    /// <summary>The operator takes no argument.</summary>
    public const string IdleOperatorArgument = "SL1304";

    /// <summary>No action has this name.</summary>
    public const string UnknownAction = "SL1401";

    /// <summary>The action is known and refused.</summary>
    public const string RefusedAction = "SL1402";

    /// <summary>The action needs a value.</summary>
    public const string MissingActionValue = "SL1403";

    /// <summary>The action takes no value.</summary>
    public const string ExtraActionValue = "SL1404";

    /// <summary>The value is not one that the action takes.</summary>
    public const string BadActionValue = "SL1405";

    /// <summary>The list of actions cannot be read.</summary>
    public const string BadActionList = "SL1406";

    /// <summary>No transformation has this name.</summary>
    public const string UnknownTransformation = "SL1407";

    /// <summary>No <c>ctl</c> option has this name.</summary>
    public const string UnknownControl = "SL1408";

    /// <summary>The <c>ctl</c> option is accepted and does nothing.</summary>
    public const string IdleControl = "SL1409";

    /// <summary>The value has a meaning, but not one that the author can have wanted.</summary>
    public const string OddActionValue = "SL1410";

    /// <summary>A macro cannot be read or names no variable.</summary>
    public const string BadMacro = "SL1501";

    /// <summary>A file cannot be read.</summary>
    public const string UnreadableFile = "SL1601";

    /// <summary>No file matches an <c>Include</c>.</summary>
    public const string NothingIncluded = "SL1602";

    /// <summary>A file includes itself.</summary>
    public const string IncludeCycle = "SL1603";

    /// <summary>Files are nested too deeply, too large or too many.</summary>
    public const string IncludeLimit = "SL1604";

    /// <summary>The rule has no id.</summary>
    public const string MissingId = "SL2001";

    /// <summary>Two rules have the same id.</summary>
    public const string DuplicateId = "SL2002";

    /// <summary>A chain has no next rule.</summary>
    public const string OpenChain = "SL2003";

    /// <summary>A chain link has an action that only the first rule may have.</summary>
    public const string ActionInChain = "SL2004";

    /// <summary>The same action is given more than once and the last one wins.</summary>
    public const string RepeatedAction = "SL2005";

    /// <summary><c>skipAfter</c> names a marker that does not follow.</summary>
    public const string MissingMarker = "SL2006";

    /// <summary>The rule can never match.</summary>
    public const string DeadRule = "SL2007";

    /// <summary>A target is always empty in the phase of its rule.</summary>
    public const string TargetTooEarly = "SL2008";

    /// <summary><c>SecDefaultAction</c> has an action that rules cannot inherit, or lacks one.</summary>
    public const string BadDefaultAction = "SL2009";

    /// <summary>A phase has more than one <c>SecDefaultAction</c>.</summary>
    public const string RepeatedDefaultAction = "SL2010";

    /// <summary>A directive is about a rule that does not exist.</summary>
    public const string MissingRule = "SL2011";
}
