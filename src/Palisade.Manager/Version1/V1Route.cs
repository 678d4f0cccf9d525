using Palisade.Configuration.Documents;

namespace Palisade.Manager.Version1;

/// <summary>Who may ask a path of the v1 interface, before the path itself looks closer.</summary>
internal enum V1Gate
{
    /// <summary>Who has a role in the tenant.</summary>
    Tenant,

    /// <summary>Whoever is signed on.</summary>
    SignedOn,

    /// <summary>Anybody.</summary>
    Open,
}

/// <summary>One method of one path of the v1 interface. The contract's document is made of the same.</summary>
/// <param name="Path">Behind the prefix, as <c>conf/sites/{site}</c>.</param>
/// <param name="Run">Answers: JSON, or null for an empty body.</param>
internal sealed record V1Route(string Method, string Path, Func<V1Call, Task<Node?>> Run)
{
    private readonly string[] _steps = Path.Split('/');

    /// <summary>Who may ask.</summary>
    public V1Gate Gate { get; init; }

    /// <summary>What its body looks like; null for a path that reads none. An empty body is an empty mapping.</summary>
    public Shape? Body { get; init; }

    /// <summary>What it answers; null for an empty body.</summary>
    public Shape? Answer { get; init; }

    /// <summary>The parameters behind <c>?</c> that it reads; others are let be, since versions of the interface differ.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];

    /// <summary>What the braces of its path are called.</summary>
    public IEnumerable<string> Names => _steps.Where(s => s[0] is '{').Select(s => s[1..^1]);

    /// <summary>What the braces stand for; null when the path is another.</summary>
    public IReadOnlyList<string>? Match(IReadOnlyList<string> steps)
    {
        if (steps.Count != _steps.Length) return null;
        List<string> names = [];
        for (var i = 0; i < steps.Count; i++)
        {
            if (_steps[i][0] is '{') names.Add(steps[i]);
            else if (_steps[i] != steps[i]) return null;
        }

        return names;
    }
}
