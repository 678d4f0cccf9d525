namespace Palisade.Engine.Rules;

/// <summary>How a body is taken apart.</summary>
public enum BodyProcessor
{
    /// <summary>Not at all: only REQUEST_BODY.</summary>
    None,

    /// <summary><c>application/x-www-form-urlencoded</c>.</summary>
    UrlEncoded,

    /// <summary><c>multipart/form-data</c>.</summary>
    Multipart,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>XML, entities off.</summary>
    Xml,

    /// <summary>Coraza's RAW: the body as it is.</summary>
    Raw,
}
