using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Protection.Signatures;

namespace Palisade.Protection.Platform;

/// <summary>What the platform's objects that reached a tenant say of how its sites are protected. Immutable.</summary>
public sealed record PlatformProtection
{
    private const string OfRecognisers = "palisade:signatures/detector-";
    private const string OfPatches = "palisade:signatures/patch-";

    /// <summary>Nothing reached the tenant.</summary>
    public static PlatformProtection None { get; } = new();

    /// <summary>Signatures, each over those before it, all over the built-in ones.</summary>
    public IReadOnlyList<SignatureLibrary> Signatures { get; init; } = [];

    /// <summary>Limits and choices of the engine.</summary>
    public EngineSettingsSpec Settings { get; init; } = new();

    /// <summary>Parts that are on or off.</summary>
    public FeatureFlagsSpec Flags { get; init; } = new();

    /// <summary>What says the same has the same mark; empty for nothing.</summary>
    public string Mark { get; init; } = "";

    /// <summary>What signatures that do not compile together are told under; null where there are none.</summary>
    public LocalKey? Told { get; init; }

    /// <summary>What is no part of rules.</summary>
    public PlatformSwitches Switches => new(Settings.WhenEngineFails, Settings.WhenAPatternGivesUp, Flags.BotChallenges is not false);

    /// <summary>The built-in signatures with what the platform adds, replaces and leaves out.</summary>
    public SignatureLibrary Over(SignatureLibrary builtIn)
    {
        if (ReferenceEquals(this, None)) return builtIn;
        var all = Signatures.Aggregate(builtIn, static (below, set) => set.Over(below));
        return all with { Signatures = [.. all.Signatures.Where(IsOn)] };
    }

    private bool IsOn(Signature signature) =>
        (signature.Campaign is null || Flags.ThreatCampaigns is not false)
        && (Flags.Recognisers is not false || !signature.At.File.StartsWith(OfRecognisers, StringComparison.Ordinal))
        && (Flags.VirtualPatches is not false || !signature.At.File.StartsWith(OfPatches, StringComparison.Ordinal));
}
