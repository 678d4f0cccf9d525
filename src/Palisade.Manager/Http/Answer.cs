namespace Palisade.Manager.Http;

/// <summary>What is answered.</summary>
/// <param name="Body">Of the contract's types; null for none.</param>
internal sealed record Answer(int Status, object? Body = null)
{
    /// <summary>The version of what is answered.</summary>
    public string? Version { get; init; }

    /// <summary>Where what was made is.</summary>
    public string? Location { get; init; }

    /// <summary>A text in the place of <see cref="Body"/>, with its media type.</summary>
    public (string MediaType, byte[] Bytes)? Text { get; init; }

    /// <summary>Writes the body itself, over time.</summary>
    public Func<Microsoft.AspNetCore.Http.HttpContext, Task>? Stream { get; init; }

    /// <summary>A cookie to keep; empty to forget it.</summary>
    public string? Cookie { get; init; }

    /// <summary>200 with a body.</summary>
    public static Answer Ok(object body) => new(200, body);

    /// <summary>204.</summary>
    public static Answer Nothing { get; } = new(204);
}
