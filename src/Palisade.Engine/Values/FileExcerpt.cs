using Palisade.Engine.Bodies;

namespace Palisade.Engine.Values;

/// <summary>
/// What of an uploaded file is worth reading: where programs look to tell what it is, and where something is put behind it. A short file is one value, of a longer one
/// its beginning and its end are a value each.
/// </summary>
internal static class FileExcerpt
{
    /// <summary>The bytes of the beginning: as many as the longest piece of a JPEG, in which what is no picture is hidden, and longer than any web shell.</summary>
    public const int Beginning = 64 * 1024;

    /// <summary>The bytes of the end.</summary>
    public const int End = 16 * 1024;

    /// <summary>Adds it to the source being read.</summary>
    public static void Add(UploadedFile file, ValueTable into)
    {
        if (file.Content.Length <= Beginning + End)
        {
            into.Add(file.Field, file.Content);
            return;
        }

        into.Add(file.Field, file.Content[..Beginning]);
        into.Add(file.Field, file.Content[^End..]);
    }
}
