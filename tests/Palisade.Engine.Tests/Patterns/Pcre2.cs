using System.Runtime.InteropServices;
using System.Text;
using Palisade.Engine.Patterns;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Tests.Patterns;

/// <summary>The PCRE2 library of this machine, where there is one: what our own matcher must agree with.</summary>
internal sealed class Pcre2 : SafeHandle
{
    private const uint NotEmptyAtStart = 0x8;
    private const uint Anchored = 0x8000_0000;
    // Without them 10.42 misses matches: it takes \S+ before \R to give nothing back, but 0x85 is in both.
    private const uint NoAutoPossess = 0x4000;
    private const uint NoStartOptimize = 0x1_0000;

    private static readonly Lazy<nint> Library = new(() => NativeLibrary.TryLoad("libpcre2-8.so.0", out var library) ? library : 0);
    private static readonly Lazy<CompileFunction> CompileNative = new(() => Function<CompileFunction>("pcre2_compile_8"));
    private static readonly Lazy<CreateMatchData> CreateMatchDataNative = new(() => Function<CreateMatchData>("pcre2_match_data_create_from_pattern_8"));
    private static readonly Lazy<MatchFunction> MatchNative = new(() => Function<MatchFunction>("pcre2_match_8"));
    private static readonly Lazy<OvectorPointer> OvectorNative = new(() => Function<OvectorPointer>("pcre2_get_ovector_pointer_8"));
    private static readonly Lazy<Free> FreeCode = new(() => Function<Free>("pcre2_code_free_8"));
    private static readonly Lazy<Free> FreeMatchData = new(() => Function<Free>("pcre2_match_data_free_8"));

    private static readonly (PatternFlags Flag, uint Option)[] Options =
    [
        (PatternFlags.IgnoreCase, 0x8), (PatternFlags.MultiLine, 0x400), (PatternFlags.DotAll, 0x20), (PatternFlags.Extended, 0x80),
        (PatternFlags.Ungreedy, 0x4_0000), (PatternFlags.DollarEndOnly, 0x10), (PatternFlags.NoAutoCapture, 0x2000), (PatternFlags.DuplicateNames, 0x40),
        (PatternFlags.ExtendedMore, 0x100_0000),
    ];

    private Pcre2(nint code)
        : base(0, ownsHandle: true) => SetHandle(code);

    private delegate nint CompileFunction(byte[] pattern, nuint length, uint options, out int error, out nuint offset, nint context);

    private delegate nint CreateMatchData(nint code, nint context);

    private delegate int MatchFunction(nint code, byte[] subject, nuint length, nuint start, uint options, nint matchData, nint context);

    private delegate nint OvectorPointer(nint matchData);

    private delegate void Free(nint pointer);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Whether the library is there.</summary>
    public static bool IsAvailable => Library.Value != 0;

    /// <summary>Compiles a pattern; null and PCRE2's error number when it refuses.</summary>
    public static Pcre2? Compile(string pattern, PatternFlags flags, out int error)
    {
        var options = Options.Where(o => flags.HasFlag(o.Flag)).Aggregate(NoAutoPossess | NoStartOptimize, (all, o) => all | o.Option);
        var bytes = Encoding.Latin1.GetBytes(pattern);
        var code = CompileNative.Value(bytes, (nuint)bytes.Length, options, out error, out _, 0);
        return code == 0 ? null : new Pcre2(code);
    }

    /// <summary>The first match and its groups; empty when there is none, null when PCRE2 gave up.</summary>
    public ByteRange[]? Match(byte[] subject, int start) => Match(subject, start, 0);

    /// <summary>All matches, as perl's <c>//g</c> finds them.</summary>
    public List<ByteRange[]>? MatchAll(byte[] subject)
    {
        var all = new List<ByteRange[]>();
        var afterEmpty = false;
        for (var at = 0; at <= subject.Length;)
        {
            if (Match(subject, at, afterEmpty ? NotEmptyAtStart | Anchored : 0) is not { } match) return null;
            if (match.Length > 0)
            {
                all.Add(match);
                at = match[0].End;
                afterEmpty = match[0].Length == 0;
                continue;
            }

            if (!afterEmpty) break;
            at++;
            afterEmpty = false;
        }

        return all;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        FreeCode.Value(handle);
        return true;
    }

    private ByteRange[]? Match(byte[] subject, int start, uint options)
    {
        var data = CreateMatchDataNative.Value(handle, 0);
        try
        {
            var count = MatchNative.Value(handle, subject, (nuint)subject.Length, (nuint)start, options, data, 0);
            if (count < 0) return count == -1 ? [] : null;
            var offsets = OvectorNative.Value(data);
            var groups = new ByteRange[count];
            for (var i = 0; i < count; i++)
            {
                var from = Marshal.ReadIntPtr(offsets, 2 * i * nint.Size);
                var to = Marshal.ReadIntPtr(offsets, ((2 * i) + 1) * nint.Size);
                groups[i] = from < 0 ? ByteRange.Unset : new ByteRange((int)from, (int)(to - from));
            }

            GC.KeepAlive(this);
            return groups;
        }
        finally
        {
            FreeMatchData.Value(data);
        }
    }

    private static T Function<T>(string name)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(Library.Value, name));
}
