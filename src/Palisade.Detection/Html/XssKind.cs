namespace Palisade.Detection.Html;

/// <summary>What the value makes of the page it is put into.</summary>
public enum XssKind
{
    /// <summary>An element that runs script or loads a document: <c>script</c>, <c>iframe</c>, <c>svg</c>.</summary>
    Element,

    /// <summary>An event handler: <c>onerror=...</c>.</summary>
    EventHandler,

    /// <summary>A URL that runs script: <c>javascript:</c>, <c>data:text/html</c>.</summary>
    ScriptUrl,

    /// <summary>A style that runs script or loads a foreign one.</summary>
    Style,

    /// <summary>An attribute that turns an element active: <c>srcdoc</c>, <c>formaction</c>, a target of SVG animation.</summary>
    Attribute,

    /// <summary>A declaration: entities, conditional comments, processing instructions.</summary>
    Declaration,
}
