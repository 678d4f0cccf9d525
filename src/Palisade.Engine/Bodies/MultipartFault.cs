namespace Palisade.Engine.Bodies;

/// <summary>How a fault of a multipart body is reported.</summary>
internal static class MultipartFault
{
    /// <summary>Notes a fault in the words of <c>REQBODY_ERROR_MSG</c>; the CRS's own tests look for them (922130).</summary>
    public static void Set(ParsedBody into, string fault)
    {
        into.Multipart.Failed = true;
        into.Fail("Multipart parsing error: Multipart: " + fault + ".");
    }
}
