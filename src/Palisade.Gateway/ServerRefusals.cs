using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Palisade.Gateway.Accept.Wire;

namespace Palisade.Gateway;

/// <summary>
/// Heads that passed the tap and that the server refuses all the same. It has its own answer for them; the rules and the
/// record hear of them here.
/// </summary>
internal sealed class ServerRefusals(RequestPath path) : IObserver<KeyValuePair<string, object?>>
{
    private const string BadRequest = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>Listens until the result is disposed of.</summary>
    public IDisposable Subscribe(DiagnosticListener server) => server.Subscribe(this, static name => name == BadRequest);

    /// <inheritdoc/>
    public void OnNext(KeyValuePair<string, object?> value)
    {
        // A head that an exchange took is a request: what is wrong with its body is found on the path.
        if (value.Value is IFeatureCollection features && features.Get<HeadTap>() is { } tap && tap.TakeHead() is { } head)
        {
            path.Refuse(head, default, tap.Connection);
        }
    }

    /// <inheritdoc/>
    public void OnCompleted()
    {
    }

    /// <inheritdoc/>
    public void OnError(Exception error)
    {
    }
}
