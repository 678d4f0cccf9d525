using Palisade.Protection.Apis.Json;
using Palisade.Protection.Apis.Schemas;

namespace Palisade.Protection.Apis.Enforcement;

/// <summary>What checking works with: one for each thread, since no check waits for anything while it uses it.</summary>
internal sealed class Workspace
{
    [ThreadStatic]
    private static Workspace? _ofThread;

    private Workspace() => Run = new(Tape);

    /// <summary>That of the thread, empty.</summary>
    public static Workspace OfThread
    {
        get
        {
            var workspace = _ofThread ??= new();
            workspace.Tape.Clear();
            return workspace;
        }
    }

    /// <summary>The value.</summary>
    public JsonTape Tape { get; } = new();

    /// <summary>Checks it.</summary>
    public SchemaRun Run { get; }
}
