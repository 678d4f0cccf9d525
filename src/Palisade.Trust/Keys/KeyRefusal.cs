namespace Palisade.Trust.Keys;

/// <summary>Why a key cannot be had.</summary>
public enum KeyRefusal
{
    /// <summary>There is no such file, or it cannot be read, or it is too long.</summary>
    NotReadable,

    /// <summary>Others than the owner have a right to the file.</summary>
    OpenToOthers,

    /// <summary>The file holds something else.</summary>
    Damaged,

    /// <summary>The passphrase or key file is another one, or the file was changed.</summary>
    NotOpened,

    /// <summary>The key is not the certificate's.</summary>
    NotTheCertificates,
}
