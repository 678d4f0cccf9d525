using Palisade.Detection.Text;

namespace Palisade.Detection.Paths;

/// <summary>Turns a walked path into a finding.</summary>
internal static class PathVerdict
{
    // Relative paths of a page climb a little; none of a site climbs this far.
    private const int Far = 4;

    private static readonly WordMap<bool> PageFiles = new((true, "css js mjs ts tsx jsx png jpg jpeg gif svg webp ico woff woff2 ttf html htm md txt json map scss less vue cs java py go rs c h cpp pdf"));

    /// <summary>Null for a path that ordinary text could hold.</summary>
    public static Finding? Judge(ReadOnlySpan<byte> value, scoped in PathToken token)
    {
        if (token.Climbs == 0 && !token.IsAbsolute && !token.HasDrive && !token.IsTruncated && token.Start > 0) return null;
        if (token.Climbs == 0 && token.Target.StartsWith("file:"u8)) return JudgeUrl(value, token);
        var target = PathTargets.Find(token.Target);
        if (token.Climbs == 0 && target == PathTarget.None) return null;
        var isWhole = IsWhole(value, token);
        var (confidence, reason) = token.Climbs > 0 ? Climbing(token, target, isWhole) : Direct(token, target, isWhole);
        if (confidence is null) return null;
        if (!isWhole && Prose.Is(value))
        {
            if (confidence < Confidence.High || token.Climbs == 0) return null;
            confidence = Confidence.Low;
        }

        return new Finding(confidence.Value, token.Start, Math.Max(1, token.End - token.Start), reason);
    }

    private static (Confidence? Confidence, string Reason) Climbing(scoped in PathToken token, PathTarget target, bool isWhole)
    {
        if (target is PathTarget.Secret or PathTarget.Settings) return (Confidence.High, "climbs out of its folder to a file of the system");
        if (target is PathTarget.Hidden) return (token.Climb > 0 || token.IsDisguised ? Confidence.High : Confidence.Medium, "climbs out of its folder to a file that is not served");
        if (target is PathTarget.Application && token.Climb > 0) return (token.Climb > 1 || isWhole ? Confidence.High : Confidence.Medium, "climbs out of its folder to the settings or the log of a server");
        if (target is PathTarget.Application && token.Climbs > 1 && token.HasBackslash && isWhole) return (Confidence.Medium, "goes through its folders with slashes of both sorts to the settings or the log of a server");
        if (target is PathTarget.Folder && token.Climb > 2) return (Confidence.High, "climbs out of its folder to a folder of the system");
        if (target is PathTarget.System && token.Climb > 0) return (token.Climb > 1 || isWhole ? Confidence.High : Confidence.Medium, "climbs out of its folder to a folder of the system");
        if (token.Climb > 0 && token.IsTruncated) return (Confidence.High, "climbs out of its folder, and a zero byte cuts what the application adds");
        if (token.HasParameter && isWhole) return (Confidence.High, "climbs by a segment that a proxy does not take for climbing");
        if (token.IsDisguised && token.Climb > 0) return (token.Climb > 1 || isWhole ? Disguised(token) : Confidence.Low, "climbs out of its folder, written so that filters do not see it");
        if (token.Climb >= Far) return (Confidence.High, "climbs further than the folders of an application go");
        if (token.Climb == Far - 1 && !IsPageFile(token.Target)) return (isWhole ? Confidence.Medium : Confidence.Low, "climbs far out of its folder");
        return token.Climb == 2 && token.HasBackslash && isWhole && !IsPageFile(token.Target) ? (Confidence.Medium, "climbs out of its folder with backslashes") : (null, "");
    }

    // Dots alone ("wait...\") are no climbing for sure.
    private static Confidence Disguised(scoped in PathToken token) => token.Climb > 1 ? Confidence.High : Confidence.Medium;

    private static (Confidence? Confidence, string Reason) Direct(scoped in PathToken token, PathTarget target, bool isWhole)
    {
        var rooted = token.IsAbsolute || token.HasDrive;
        return target switch
        {
            PathTarget.Secret when rooted => (isWhole ? Confidence.High : Confidence.Medium, "names a file of the system that tells its secrets"),
            PathTarget.Secret when isWhole && token.Target.Contains((byte)'/') => (Confidence.Medium, "names a file of the system that tells its secrets"),
            PathTarget.Application or PathTarget.System when rooted && isWhole && IsServerLog(token.Target) => (Confidence.Medium, "names a log of a server, which holds what its clients wrote"),
            PathTarget.Settings when rooted && isWhole => (Confidence.Medium, "names a file among the settings of the system"),
            PathTarget.Hidden when isWhole && (IsDeep(token.Target) || rooted) => (token.Target.Contains((byte)'/') || token.Target[0] == '.' ? Confidence.High : Confidence.Low, "names a file of an application that is not served"),
            PathTarget.Hidden when isWhole && token.Target[0] == '.' => (Confidence.Low, "names a file of an application that is not served"),
            _ when token.IsTruncated && isWhole && target != PathTarget.None => (Confidence.Medium, "names a file and cuts what the application adds with a zero byte"),
            _ => (null, ""),
        };
    }

    // web-inf/web.xml, .git/config: the folder says it; logs/access.log does not.
    private static bool IsDeep(ReadOnlySpan<byte> target) => target.Contains((byte)'/') && (target[0] == '.' || target.StartsWith("web-inf"u8) || target.StartsWith("meta-inf"u8) || target.IndexOf("/."u8) >= 0 || target.IndexOf("/web-inf"u8) >= 0);

    private static bool IsServerLog(ReadOnlySpan<byte> target) =>
        (target.StartsWith("var/log/"u8) || target.IndexOf("/logs/"u8) > 0) && (target.EndsWith("access.log"u8) || target.EndsWith("error.log"u8) || target.EndsWith("access_log"u8) || target.EndsWith("error_log"u8) || target.EndsWith("auth.log"u8));

    // file:///etc/passwd
    private static Finding? JudgeUrl(ReadOnlySpan<byte> value, scoped in PathToken token)
    {
        var path = token.Target[5..].Trim((byte)'/');
        if (path.StartsWith("localhost/"u8)) path = path[10..];
        if (path.Length > 2 && path[1] is (byte)':' or (byte)'|') path = path[2..].Trim((byte)'/');
        var target = PathTargets.Find(path);
        if (target is not (PathTarget.Secret or PathTarget.Settings)) return null;
        if (!IsWhole(value, token) && Prose.Is(value)) return null;
        return new Finding(Confidence.High, token.Start, Math.Max(1, token.End - token.Start), "names a file of the system as a URL");
    }

    private static bool IsPageFile(ReadOnlySpan<byte> target) => PageFiles.TryGet(target[(target.LastIndexOf((byte)'.') + 1)..], out _);

    // Nothing in front of it; behind it at most what an ending check is given.
    private static bool IsWhole(ReadOnlySpan<byte> value, scoped in PathToken token) =>
        value[..Math.Min(token.Start, 8)].Trim(" \t\r\n\"'"u8).IsEmpty && token.Start < 8
        && (token.IsTruncated || IsEnding(value[token.End..]));

    // Nothing, or a name with a dot: "boot.ini index.html".
    private static bool IsEnding(ReadOnlySpan<byte> rest)
    {
        rest = rest.Trim(" \t\r\n\"'`)"u8);
        rest = rest.TrimStart((byte)';');
        return rest.IsEmpty || (rest.Length <= 16 && rest.Contains((byte)'.') && !rest.Contains((byte)' '));
    }
}
