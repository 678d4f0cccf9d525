using Palisade.Configuration.Documents;

namespace Palisade.Manager.Version1;

/// <summary>One method of one path of the v1 interface.</summary>
/// <param name="Path">Behind the prefix, as <c>conf/sites/{site}</c>.</param>
/// <param name="Run">Answers: JSON, or null for an empty body.</param>
internal sealed record V1Route(string Method, string Path, Func<V1Call, Task<Node?>> Run)
{
    private readonly string[] _steps = Path.Split('/');

    /// <summary>Whether its body is a list.</summary>
    public bool OfList { get; init; }

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
