using Palisade.Configuration.Objects.Kinds;
using Palisade.Engine.Rules;
using Palisade.Protection.Platform;

namespace Palisade.Protection;

/// <summary>Where rules come from, and what the operator decides over their heads.</summary>
public sealed record RuleSource
{
    /// <summary>A folder of SecLang; null for the built-in signatures.</summary>
    public string? Folder { get; init; }

    /// <summary>Rules of a tenant in the place of a folder; null (the default) for none. They reach nothing beyond themselves.</summary>
    public RuleSetSpec? Set { get; init; }

    /// <summary>Whether the rules are the built-in signatures.</summary>
    public bool IsBuiltIn => Folder is null && Set is null;

    /// <summary>A signature file, or a folder of them, over the built-in signatures; null for those alone. Not looked at where <see cref="Folder"/> is given.</summary>
    public string? Signatures { get; init; }

    /// <summary>Signatures published on this day or later are on trial: they report and do not decide. Null for none.</summary>
    public DateOnly? StagedFrom { get; init; }

    /// <summary>The paranoia level of the Core Rule Set, 1 to 4; null leaves it to the rules.</summary>
    public int? Paranoia { get; init; }

    /// <summary>Replaces <c>SecRuleEngine</c>; null leaves it to the rules.</summary>
    public EngineMode? Mode { get; init; }

    /// <summary>What the platform rolled out to whoever the rules are for. Default nothing.</summary>
    public PlatformProtection Platform { get; init; } = PlatformProtection.None;

    /// <summary>SecLang that stands between set-up and rules; empty for none.</summary>
    public string Preamble { get; init; } = "";

    /// <summary>Whether rules may run programs and ask DNS. Default false.</summary>
    public bool AllowPrograms { get; init; }
}
