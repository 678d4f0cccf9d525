namespace Palisade.Bench.SideBySide.Servers;

/// <summary>
/// The rules both firewalls run: a Core Rule Set as it is, with its example set-up, and one engine configuration for both,
/// so that they inspect the same bytes.
/// </summary>
internal static class RuleFolder
{
    // The limits of ModSecurity's recommended configuration, which takes an upload of 1 MiB whole.
    private const string Engine =
        """
        SecRuleEngine On
        SecRequestBodyAccess On
        SecRequestBodyLimit 13107200
        SecRequestBodyNoFilesLimit 131072
        SecRequestBodyLimitAction Reject
        SecRequestBodyJsonDepthLimit 512
        SecArgumentsLimit 1000
        SecResponseBodyAccess On
        SecResponseBodyMimeType text/plain text/html text/xml application/json
        SecResponseBodyLimit 524288
        SecResponseBodyLimitAction ProcessPartial
        SecAuditEngine Off

        """;

    // What the recommended configuration of ModSecurity says besides; Palisade brings its own.
    private const string ModSecurity =
        """
        SecRule REQUEST_HEADERS:Content-Type "^application/json" "id:200001,phase:1,t:none,t:lowercase,pass,nolog,ctl:requestBodyProcessor=JSON"
        SecRule REQBODY_ERROR "!@eq 0" "id:200002,phase:2,t:none,log,deny,status:400,msg:'Failed to parse request body.'"
        SecRule MULTIPART_STRICT_ERROR "!@eq 0" "id:200003,phase:2,t:none,log,deny,status:400,msg:'Multipart request body failed strict validation'"
        Include ENGINE/modsecurity.conf
        Include ENGINE/crs-setup.conf
        Include ENGINE/rules/*.conf

        """;

    /// <summary>Makes a folder with the engine configuration alone: bodies are held as always, and no rule reads them.</summary>
    public static string MakeEmpty(string into)
    {
        var folder = Directory.CreateDirectory(Path.Combine(into, "rules")).FullName;
        File.WriteAllText(Path.Combine(folder, "modsecurity.conf"), Engine);
        return folder;
    }

    /// <summary>Makes the folder for Palisade, and beside it <c>main.conf</c> for libmodsecurity.</summary>
    /// <param name="crs">The checkout.</param>
    /// <param name="into">A folder that is there.</param>
    /// <exception cref="BenchException"><paramref name="crs"/> is none.</exception>
    public static (string Folder, string Main) Make(string crs, string into)
    {
        var setup = Path.Combine(crs, "crs-setup.conf.example");
        var rules = Path.GetFullPath(Path.Combine(crs, "rules"));
        if (!File.Exists(setup) || !Directory.Exists(rules)) throw new BenchException($"'{crs}' is no Core Rule Set: it has no crs-setup.conf.example or no folder rules/ (--rules DIR names another)");

        var folder = Directory.CreateDirectory(Path.Combine(into, "rules")).FullName;
        File.WriteAllText(Path.Combine(folder, "modsecurity.conf"), Engine);
        File.Copy(setup, Path.Combine(folder, "crs-setup.conf"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "rules"), rules);
        var main = Path.Combine(into, "main.conf");
        File.WriteAllText(main, ModSecurity.Replace("ENGINE", folder, StringComparison.Ordinal));
        return (folder, main);
    }
}
