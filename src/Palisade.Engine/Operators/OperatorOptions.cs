namespace Palisade.Engine.Operators;

/// <summary>What the operator of the product allows and provides to rules.</summary>
public sealed record OperatorOptions
{
    /// <summary>Whether <c>@inspectFile</c> may start its program. Default false: a rule file must not be able to run code by itself.</summary>
    public bool AllowPrograms { get; init; }

    /// <summary>Whether <c>@rbl</c> may ask DNS. Default false: a look-up in the request path costs up to seconds.</summary>
    public bool AllowDnsLookups { get; init; }

    /// <summary>Whether <c>@noMatch palisade-test-fault</c> throws, for tests of what becomes of a fault of the engine. Default false: it matches nothing.</summary>
    public bool DeliberateFaults { get; init; }

    /// <summary>Longest run of one pattern on one value, by the clock. Default 1 s: the CRS on the largest inspected body stays below it, and a thread that waits for a busy core does not trip it. A pattern that does matches nothing, and the limit is reported.</summary>
    public TimeSpan PatternTimeLimit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The only files that rules may name, by name; null (the default) for those on the disk. With it, rules do not reach the disk.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? Files { get; init; }

    /// <summary>Told of every file on the disk that rules are made of besides their own text; null (the default) for nobody.</summary>
    public FileReads? Reads { get; init; }

    /// <summary>Lists of <c>SecDataset</c> by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Datasets { get; init; } = System.Collections.Frozen.FrozenDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>Path of the MMDB file of <c>SecGeoLookupDb</c>; null when there is none.</summary>
    public string? GeoDatabase { get; init; }

    /// <summary>Longest wait for the program of <c>@inspectFile</c>. Default 5 s; a file whose program takes longer counts as not inspected, which is reported.</summary>
    public TimeSpan ProgramTimeLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for an answer to <c>@rbl</c>. Default 500 ms; an address whose answer takes longer counts as not listed.</summary>
    public TimeSpan DnsTimeLimit { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What limits and the age of DNS answers are measured by. Default the system's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
