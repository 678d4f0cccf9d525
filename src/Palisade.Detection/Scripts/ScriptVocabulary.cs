using Palisade.Detection.Html;
using Palisade.Detection.Text;

namespace Palisade.Detection.Scripts;

/// <summary>The names of browsers' objects that attacks use. JavaScript tells case apart, and so does this.</summary>
internal static class ScriptVocabulary
{
    private static readonly WordTable<ScriptWord> Names = Table(
        (ScriptWord.Global, "window self top parent frames globalThis this opener"),
        (ScriptWord.Document, "document"),
        (ScriptWord.Location, "location"),
        (ScriptWord.Navigator, "navigator"),
        (ScriptWord.Secret, "localStorage sessionStorage"),
        (ScriptWord.Strong, "alert confirm prompt eval execScript setTimeout setInterval setImmediate Function fetch import importScripts XMLHttpRequest ActiveXObject WebSocket EventSource Worker SharedWorker atob postMessage queueMicrotask requestAnimationFrame $eval $evalAsync"),
        (ScriptWord.Mild, "print open close focus find stop Image console write writeln require $ jQuery unescape decodeURIComponent String Reflect navigate"),
        (ScriptWord.Prefix, "typeof void new delete await yield throw return var let const else do try finally function async case export default extends class static get set"),
        (ScriptWord.Control, "if for while with switch catch"),
        (ScriptWord.Infix, "in instanceof of"));

    private static readonly WordTable<ScriptWord> Members = Table(
        (ScriptWord.Document, "ownerDocument contentDocument"),
        (ScriptWord.Global, "contentWindow defaultView parentWindow"),
        (ScriptWord.Constructor, "constructor __proto__"),
        (ScriptWord.Markup, "innerHTML outerHTML srcdoc"),
        (ScriptWord.Strong, "insertAdjacentHTML createContextualFragment getScript sendBeacon $eval $apply fromCharCode fromCodePoint setHTMLUnsafe"));

    private static readonly WordTable<ScriptWord> DocumentMembers = Table(
        (ScriptWord.Secret, "cookie domain"),
        (ScriptWord.Location, "location URL"),
        (ScriptWord.Strong, "write writeln open execCommand"));

    private static readonly WordTable<ScriptWord> LocationMembers = Table(
        (ScriptWord.Location, "href"),
        (ScriptWord.Strong, "assign replace"));

    /// <summary>The meaning of a name by itself.</summary>
    public static ScriptWord Find(ReadOnlySpan<byte> name)
    {
        var found = Find(Names, name);
        return found == ScriptWord.Unknown && HtmlVocabulary.IsKnownEvent(name) ? ScriptWord.Handler : found;
    }

    /// <summary>The meaning of a member of something.</summary>
    public static ScriptWord FindMember(ScriptWord of, ReadOnlySpan<byte> name)
    {
        var found = of switch
        {
            ScriptWord.Global => Find(Names, name),
            ScriptWord.Document => Find(DocumentMembers, name),
            ScriptWord.Location => Find(LocationMembers, name),
            ScriptWord.Strong or ScriptWord.Mild when name.SequenceEqual("call"u8) || name.SequenceEqual("apply"u8) || name.SequenceEqual("bind"u8) => of,
            _ => ScriptWord.Unknown,
        };
        if (found is not (ScriptWord.Unknown or ScriptWord.Prefix or ScriptWord.Control or ScriptWord.Infix)) return found;
        found = Find(Members, name);
        if (found != ScriptWord.Unknown) return found;
        if (of == ScriptWord.Constructor && name.SequenceEqual("prototype"u8)) return ScriptWord.Constructor;
        if (of == ScriptWord.Mild) return ScriptWord.Mild;
        return HtmlVocabulary.IsKnownEvent(name) ? ScriptWord.Handler : ScriptWord.Unknown;
    }

    private static ScriptWord Find(WordTable<ScriptWord> table, ReadOnlySpan<byte> name) => table.TryGet(name, out var found) ? found : ScriptWord.Unknown;

    private static WordTable<ScriptWord> Table(params (ScriptWord Word, string Names)[] rows) =>
        new(rows.SelectMany(row => row.Names.Split(' ').Select(name => (name, row.Word))).ToDictionary(r => r.name, r => r.Word, StringComparer.Ordinal));
}
