using System.Collections.Immutable;

namespace Palisade.Protection.Apis.Schemas;

/// <summary>A schema ready to check values. Filled in once by the compiler, then read-only; shared by all requests.</summary>
internal sealed class Schema(string pointer)
{
    /// <summary>Where it stands in its document, as a JSON pointer.</summary>
    public string Pointer { get; } = pointer;

    /// <summary>False for the schema <c>false</c>, which nothing fulfils.</summary>
    public bool IsPossible { get; private set; } = true;

    /// <summary>What a value may be.</summary>
    public JsonTypes Types { get; private set; }

    /// <summary>OpenAPI 3.0's <c>nullable</c>: null passes, whatever else is asked for.</summary>
    public bool IsNullable { get; private set; }

    /// <summary>Sent by the server only.</summary>
    public bool IsReadOnly { get; private set; }

    /// <summary>Sent by the client only.</summary>
    public bool IsWriteOnly { get; private set; }

    /// <summary>The content of a file: nothing of it is looked at.</summary>
    public bool IsBinary { get; private set; }

    /// <summary>What is asked for besides the type, in the order in which it is looked at.</summary>
    public ImmutableArray<Keyword> Keywords { get; private set; } = [];

    /// <summary>Whether <c>unevaluatedProperties</c> or <c>unevaluatedItems</c> stands in it, so that what was looked at has to be remembered.</summary>
    public bool Remembers { get; private set; }

    /// <summary>What a text without type is made of for it: an array, an object, or just the text.</summary>
    public JsonTypes Shape => SchemaShape.Of(this);

    internal void Fill(JsonTypes types, bool nullable, bool readOnly, bool writeOnly, ImmutableArray<Keyword> keywords)
    {
        (Types, IsNullable, IsReadOnly, IsWriteOnly, Keywords) = (types, nullable, readOnly, writeOnly, keywords);
        Remembers = keywords.Any(k => k is UnevaluatedWord);
    }

    internal void BeBinary() => IsBinary = true;

    internal void Forbid() => IsPossible = false;
}
