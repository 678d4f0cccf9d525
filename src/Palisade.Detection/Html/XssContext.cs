namespace Palisade.Detection.Html;

/// <summary>Where in its page the application is assumed to have put the value.</summary>
public enum XssContext
{
    /// <summary>Between tags.</summary>
    Data,

    /// <summary>Inside a tag without quotes: an attribute name or an unquoted attribute value.</summary>
    Tag,

    /// <summary>Between single quotes, as an attribute value.</summary>
    SingleQuoted,

    /// <summary>Between double quotes, as an attribute value.</summary>
    DoubleQuoted,

    /// <summary>Between back quotes, which old browsers take around an attribute value.</summary>
    BackQuoted,

    /// <summary>As a whole URL: <c>href="VALUE"</c>.</summary>
    Url,
}
