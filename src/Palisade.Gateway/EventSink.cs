using Palisade.Events;

namespace Palisade.Gateway;

/// <summary>Takes an event, masked and ready to be written. Called on the path of the request: it must not wait and must not throw.</summary>
/// <returns>False when the event is lost; it is counted then.</returns>
public delegate bool EventSink(SecurityEvent happened);

/// <summary>Takes an access line; must not block.</summary>
/// <returns>False when the line is lost.</returns>
public delegate bool AccessSink(AccessLogLine line);
