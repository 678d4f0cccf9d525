using System.Collections.Frozen;
using Palisade.Detection;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Operators;

/// <summary>Every operator of the language by name.</summary>
public static class OperatorTable
{
    private static readonly FrozenDictionary<string, Func<OperatorArgument, Operator?>> All =
        new Dictionary<string, Func<OperatorArgument, Operator?>>(StringComparer.OrdinalIgnoreCase)
        {
            ["beginsWith"] = a => new BeginsWith(a),
            ["contains"] = a => new Contains(a),
            ["containsWord"] = a => new ContainsWord(a),
            ["detect"] = Detect.Create,
            ["detectSQLi"] = _ => DetectSqli.Instance,
            ["detectXSS"] = _ => DetectXss.Instance,
            ["endsWith"] = a => new EndsWith(a),
            ["eq"] = a => new Eq(a),
            ["fuzzyHash"] = FuzzyHash.Create,
            ["ge"] = a => new Ge(a),
            ["geoLookup"] = GeoLookup.Create,
            ["gsbLookup"] = Refused.GsbLookup,
            ["gt"] = a => new Gt(a),
            ["inspectFile"] = InspectFile.Create,
            ["ipMatch"] = IpMatch.FromList,
            ["ipMatchF"] = IpMatch.FromFiles,
            ["ipMatchFromDataset"] = IpMatch.FromDataset,
            ["ipMatchFromFile"] = IpMatch.FromFiles,
            ["le"] = a => new Le(a),
            ["lt"] = a => new Lt(a),
            ["noMatch"] = DeliberateFault.OrNoMatch,
            ["pm"] = Pm.FromList,
            ["pmf"] = Pm.FromFiles,
            ["pmFromDataset"] = Pm.FromDataset,
            ["pmFromFile"] = Pm.FromFiles,
            ["rbl"] = Rbl.Create,
            ["restpath"] = RestPath.Create,
            ["rsub"] = Refused.Rsub,
            ["rx"] = Rx.Create,
            ["rxGlobal"] = RxGlobal.Create,
            ["streq"] = a => new StrEq(a),
            ["strmatch"] = a => new Contains(a),
            ["unconditionalMatch"] = _ => new UnconditionalMatch(),
            ["validateByteRange"] = ValidateByteRange.Create,
            ["validateDTD"] = ValidateDtd.Create,
            ["validateHash"] = Refused.ValidateHash,
            ["validateNid"] = ValidateNid.Create,
            ["validateSchema"] = ValidateSchema.Create,
            ["validateUrlEncoding"] = _ => new ValidateUrlEncoding(),
            ["validateUtf8Encoding"] = _ => new ValidateUtf8Encoding(),
            ["verifyCC"] = VerifyCc.Create,
            ["verifyCPF"] = VerifyCpf.Create,
            ["verifySSN"] = VerifySsn.Create,
            ["verifySVNR"] = VerifySvnr.Create,
            ["within"] = a => new Within(a),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every name, those that are refused included; compared without regard to case.</summary>
    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>The names that <c>@detect</c> knows.</summary>
    public static IReadOnlyCollection<string> Recognisers => DetectorTable.All.Keys;

    /// <summary>Makes a rule's operator ready to run.</summary>
    /// <param name="syntax">Name and argument; data files are looked for relative to the folder of <see cref="OperatorSyntax.At"/>'s file.</param>
    /// <param name="options">What is allowed.</param>
    /// <param name="faults">Receives what is wrong with the argument (a pattern that does not parse, a missing file), and warnings.</param>
    /// <returns>Null when an error was added; warnings leave an operator that works.</returns>
    public static Operator? Create(OperatorSyntax syntax, OperatorOptions options, ICollection<Diagnostic> faults)
    {
        var argument = new OperatorArgument(syntax, options, faults);
        return All.TryGetValue(syntax.Name, out var create)
            ? create(argument)
            : argument.Refuse(OperatorFaults.Unknown, "there is no such operator", "a pattern that begins with @ is written @rx @…");
    }
}
