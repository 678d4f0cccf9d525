using System.Text;
using Palisade.Ftw.Templates;

namespace Palisade.Ftw.Tests.Templates;

public sealed class GoTemplateTests
{
    [Theory]
    [InlineData("no template }} at all", "no template }} at all")]
    [InlineData("a{{/* nothing */}}b", "ab")]
    [InlineData("a {{- /* nothing */ -}} b", "ab")]
    [InlineData("{{ \"{{\" }}7*7}}", "{{7*7}}")]
    [InlineData("{{`raw \\n \"`}}", "raw \\n \"")]
    [InlineData("{{\"a\\tb\\x41\\102\\u0043\\\\\\\"\"}}", "a\tbABC\\\"")]
    [InlineData("{{'a'}} {{'\\n'}} {{'é'}}", "97 10 233")]
    [InlineData("{{1}} {{-1}} {{0x1F}} {{017}} {{0b11}} {{1_000}} {{1.5}} {{1e3}}", "1 -1 31 15 3 1000 1.5 1000")]
    [InlineData("{{true}} {{false}} {{nil | quote}}.", "true false .")]
    [InlineData("{{.}}", "<no value>")]
    [InlineData("x  {{- 3 -}}  y", "x3y")]
    [InlineData("x  {{-3}}  y", "x  -3  y")]
    [InlineData("{{ \"a\" | upper | repeat 2 }}", "AA")]
    [InlineData("{{ (repeat 2 (upper \"a\")) }}", "AA")]
    [InlineData("{{ $x := \"v\" }}{{ $x }}{{ $x = \"w\" }}{{ $x }}", "vw")]
    [InlineData("{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $y := 3 }}{{ end }}{{ $x }}", "2")]
    [InlineData("{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ end }}{{ $x }}", "1")]
    [InlineData("{{ if 0 }}a{{ else if \"\" }}b{{ else if list }}c{{ else }}d{{ end }}", "d")]
    [InlineData("{{ if and 1 \"x\" }}a{{ end }}{{ if or 0 \"\" }}b{{ end }}", "a")]
    [InlineData("{{ with \"x\" }}{{ . }}{{ . }}{{ end }}{{ with 0 }}no{{ else }}none{{ end }}", "xxnone")]
    [InlineData("{{ range $i, $e := list \"a\" \"b\" }}{{ $i }}{{ $e }}{{ . }}{{ end }}", "0aa1bb")]
    [InlineData("{{ range 3 }}{{ . }}{{ end }}", "012")]
    [InlineData("{{ range until 3 }}a{{ . }}=1&{{ end }}", "a0=1&a1=1&a2=1&")]
    [InlineData("{{ range list }}x{{ else }}none{{ end }}", "none")]
    [InlineData("{{ range until 9 }}{{ if eq . 2 }}{{ continue }}{{ end }}{{ if eq . 5 }}{{ break }}{{ end }}{{ . }}{{ end }}", "0134")]
    [InlineData("{{ range $k, $v := dict \"b\" 2 \"a\" 1 }}{{ $k }}{{ $v }}{{ end }}", "a1b2")]
    [InlineData("{{ (dict \"a\" 1).a }}{{ $d := dict \"b\" (dict \"c\" 2) }}{{ $d.b.c }}", "12")]
    [InlineData("{{ define \"t\" }}<{{ . }}>{{ end }}{{ template \"t\" 1 }}{{ template \"t\" \"x\" }}", "<1><x>")]
    [InlineData("{{ block \"t\" 5 }}[{{ . }}]{{ end }}", "[5]")]
    [InlineData("{{ list 1 \"a\" true }} {{ dict \"k\" 1.25 }}", "[1 a true] map[k:1.25]")]
    [InlineData("{{ 1e21 }} {{ 1e20 }} {{ 0.0001 }} {{ 0.00001 }} {{ 123456.789 }} {{ -2.5 }}", "1e+21 100000000000000000000 0.0001 1e-05 123456.789 -2.5")]
    public void The_language_is_that_of_Go(string template, string result) => Assert.Equal(result, Rendered(template));

    [Theory]
    [InlineData("repeat 3 \"ab\"", "ababab")]
    [InlineData("\"YQ==\" | b64dec", "a")]
    [InlineData("b64enc \"a b\"", "YSBi")]
    [InlineData("b32enc \"foobar\"", "MZXW6YTBOI======")]
    [InlineData("b32dec \"MZXW6YTBOI======\"", "foobar")]
    [InlineData("upper \"aé\"", "AÉ")]
    [InlineData("lower \"AÉ\"", "aé")]
    [InlineData("title \"two words\"", "Two Words")]
    [InlineData("untitle \"Two Words\"", "two words")]
    [InlineData("swapcase \"aB\"", "Ab")]
    [InlineData("trim \"  a \\n\"", "a")]
    [InlineData("trimAll \"$\" \"$5$\"", "5")]
    [InlineData("trimPrefix \"-\" \"-a-\"", "a-")]
    [InlineData("trimSuffix \"-\" \"-a-\"", "-a")]
    [InlineData("nospace \" a b\\tc \"", "abc")]
    [InlineData("replace \" \" \"-\" \"a b c\"", "a-b-c")]
    [InlineData("substr 1 3 \"hello\"", "el")]
    [InlineData("substr 1 -1 \"hello\"", "ello")]
    [InlineData("trunc 2 \"hello\"", "he")]
    [InlineData("trunc -2 \"hello\"", "lo")]
    [InlineData("contains \"ell\" \"hello\"", "true")]
    [InlineData("hasPrefix \"he\" \"hello\"", "true")]
    [InlineData("hasSuffix \"he\" \"hello\"", "false")]
    [InlineData("cat \"a\" 1 nil \"b\"", "a 1 b")]
    [InlineData("quote \"a\\\"b\" 1", "\"a\\\"b\" \"1\"")]
    [InlineData("squote \"a\" 1", "'a' '1'")]
    [InlineData("indent 2 \"a\\nb\"", "  a\n  b")]
    [InlineData("nindent 1 \"a\"", "\n a")]
    [InlineData("join \"-\" (list 1 \"a\")", "1-a")]
    [InlineData("splitList \",\" \"a,b\" | last", "b")]
    [InlineData("(split \",\" \"a,b\")._1", "b")]
    [InlineData("print \"a\" 1 2 \"b\"", "a1 2b")]
    [InlineData("println 1 2", "1 2\n")]
    [InlineData("len \"é\"", "2")]
    [InlineData("len (list 1 2 3)", "3")]
    [InlineData("index (list \"a\" \"b\") 1", "b")]
    [InlineData("index \"abc\" 1", "98")]
    [InlineData("slice (list 1 2 3 4) 1 3", "[2 3]")]
    [InlineData("first (list 1 2) | add 1", "2")]
    [InlineData("rest (list 1 2 3)", "[2 3]")]
    [InlineData("initial (list 1 2 3)", "[1 2]")]
    [InlineData("append (list 1) 2", "[1 2]")]
    [InlineData("prepend (list 1) 2", "[2 1]")]
    [InlineData("concat (list 1) (list 2 3)", "[1 2 3]")]
    [InlineData("reverse (list 1 2 3)", "[3 2 1]")]
    [InlineData("uniq (list 1 1 2)", "[1 2]")]
    [InlineData("without (list 1 2 3) 2", "[1 3]")]
    [InlineData("compact (list 0 1 \"\" \"a\")", "[1 a]")]
    [InlineData("has 2 (list 1 2)", "true")]
    [InlineData("sortAlpha (list \"b\" \"a\")", "[a b]")]
    [InlineData("keys (dict \"b\" 1 \"a\" 2)", "[a b]")]
    [InlineData("get (dict \"a\" 1) \"a\"", "1")]
    [InlineData("hasKey (dict \"a\" 1) \"b\"", "false")]
    [InlineData("seq 3", "1 2 3")]
    [InlineData("seq 0 2 6", "0 2 4 6")]
    [InlineData("seq 3 1", "3 2 1")]
    [InlineData("until 3", "[0 1 2]")]
    [InlineData("untilStep 3 9 3", "[3 6]")]
    [InlineData("add 1 2 3", "6")]
    [InlineData("add1 4", "5")]
    [InlineData("sub 5 2", "3")]
    [InlineData("mul 2 3 4", "24")]
    [InlineData("div 7 2", "3")]
    [InlineData("mod 7 -1", "0")]
    [InlineData("max 1 5 3", "5")]
    [InlineData("min 4 2 3", "2")]
    [InlineData("int \"12\"", "12")]
    [InlineData("atoi \"12x\"", "0")]
    [InlineData("float64 \"1.5\"", "1.5")]
    [InlineData("eq 1 2 1", "true")]
    [InlineData("ne \"a\" \"b\"", "true")]
    [InlineData("lt 1 2", "true")]
    [InlineData("ge 1 2", "false")]
    [InlineData("not 0", "true")]
    [InlineData("default 3 0", "3")]
    [InlineData("coalesce 0 \"\" 5", "5")]
    [InlineData("ternary \"y\" \"n\" true", "y")]
    [InlineData("empty \"\"", "true")]
    [InlineData("urlquery \"a b&<\"", "a+b%26%3C")]
    [InlineData("html \"<'&\\\">\"", "&lt;&#39;&amp;&#34;&gt;")]
    [InlineData("sha256sum \"\"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("md5sum \"a\"", "0cc175b9c0f1b6a831c399e269772661")]
    [InlineData("sha1sum \"a\"", "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8")]
    public void The_functions_are_those_of_Go_and_sprig(string call, string result) => Assert.Equal(result, Rendered($"{{{{ {call} }}}}"));

    [Theory]
    [InlineData("\"%s|%5s|%-5s|%.1s\" \"ab\" \"c\" \"d\" \"xyz\"", "ab|    c|d    |x")]
    [InlineData("\"%d|%5d|%-3d|%05d|%+d|%x|%X|%#x|%o|%b\" 1 2 3 -4 5 255 255 255 8 5", "1|    2|3  |-0004|+5|ff|FF|0xff|10|101")]
    [InlineData("\"%c%c|%U|%q|%q\" 65 233 233 \"a\\n\" 'x'", "Aé|U+00E9|\"a\\n\"|'x'")]
    [InlineData("\"%v %v %t %%\" nil (list 1) true", "<nil> [1] true %")]
    [InlineData("\"%.2f|%8.3f|%g\" 1.005 3.14159 0.5", "1.00|   3.142|0.5")]
    [InlineData("\"%x\" \"az\"", "617a")]
    [InlineData("\"%010d\" 42", "0000000042")]
    public void Formats_are_those_of_Go(string arguments, string result) => Assert.Equal(result, Rendered($"{{{{ printf {arguments} }}}}"));

    [Fact]
    public void Escapes_can_make_bytes_that_are_no_UTF8() =>
        Assert.Equal([0x80, 0xFF, 0xC3, 0xA9], GoTemplate.Render("{{ \"\\x80\\377\" }}é").Bytes!);

    [Theory]
    [InlineData("{{", "an action does not end")]
    [InlineData("{{ 7*7 }}", "unexpected '*' in an action")]
    [InlineData("{{constructor.constructor('alert(1)')()}}", "a character must be one character")]
    [InlineData("{{ env \"HOME\" }}", "function 'env' is not supported")]
    [InlineData("{{ randAlpha 5 }}", "function 'randAlpha' is not supported")]
    [InlineData("{{ if 1 }}x", "a block has no {{end}}")]
    [InlineData("x{{ end }}", "unexpected 'end'")]
    [InlineData("{{ if 1 }}{{ else }}{{ else }}{{ end }}", "a block has two {{else}}")]
    [InlineData("{{ $x }}", "variable '$x' is not defined")]
    [InlineData("{{ .Field }}", "a nil has no field 'Field'")]
    [InlineData("{{ upper 1 }}", "upper: expected string; got int")]
    [InlineData("{{ upper }}", "upper: 0 arguments are given")]
    [InlineData("{{ \"a\" \"b\" }}", "arguments are given to what is not a function")]
    [InlineData("{{ \"a\" | \"b\" }}", "behind '|' must stand a function")]
    [InlineData("{{ \"a }}", "a text does not end")]
    [InlineData("{{ \"\\q\" }}", "'\\q' is not an escape")]
    [InlineData("{{ (1 }}", "')' is missing")]
    [InlineData("{{ }}", "a value is missing")]
    [InlineData("{{ break }}", "'break' outside of a range")]
    [InlineData("{{ template \"x\" }}", "template 'x' is not defined")]
    [InlineData("{{ div 1 0 }}", "div: division by zero")]
    [InlineData("{{ eq 1 \"1\" }}", "a int and a string cannot be compared")]
    [InlineData("{{ b64dec \"?\" }}", "b64dec: the text is not base64")]
    [InlineData("{{ printf \"%d\" \"x\" }}", "printf: %d is not supported for a string")]
    [InlineData("{{ printf \"%d\" }}", "printf: an argument is missing")]
    [InlineData("{{ printf \"x\" 1 }}", "printf: too many arguments")]
    [InlineData("{{ fail \"no\" }}", "fail: no")]
    [InlineData("{{ 12x }}", "'12x' is not a number")]
    [InlineData("{{/* open", "a comment does not end")]
    [InlineData("{{ range \"text\" }}{{ end }}", "range cannot run over a string")]
    public void What_cannot_be_rendered_says_why(string template, string problem)
    {
        var (bytes, said) = GoTemplate.Render(template);
        Assert.Null(bytes);
        Assert.Equal(problem, said);
    }

    [Theory]
    [InlineData("{{ repeat 999999999 \"aaaaaaaaaa\" }}")]
    [InlineData("{{ repeat 16000000 \"a\" }}{{ repeat 16000000 \"a\" }}")]
    [InlineData("{{ range 999999999999 }}{{ end }}")]
    [InlineData("{{ range 100000 }}{{ $x := repeat 10000000 \"a\" }}{{ end }}")]
    [InlineData("{{ until 999999999999 }}")]
    [InlineData("{{ define \"t\" }}{{ template \"t\" }}{{ end }}{{ template \"t\" }}")]
    [InlineData("{{ printf \"%999999999d\" 1 }}")]
    [InlineData("{{ range until 9999 }}{{ range until 9999 }}{{ end }}{{ end }}")]
    public void Nothing_runs_or_grows_without_end(string template) => Assert.Null(GoTemplate.Render(template).Bytes);

    [Fact]
    public void Deep_nesting_is_a_problem_and_no_crash()
    {
        Assert.Equal("is nested too deep", GoTemplate.Render("{{" + new string('(', 100_000) + "}}").Problem);
        Assert.Equal("is nested too deep", GoTemplate.Render(string.Concat(Enumerable.Repeat("{{ if 1 }}", 10_000))).Problem);
        Assert.Equal("is nested too deep", GoTemplate.Render("{{ if 1 }}" + string.Concat(Enumerable.Repeat("{{ else if 1 }}", 10_000))).Problem);
    }

    [Fact]
    public void Every_cut_and_many_mutations_of_a_template_give_an_answer()
    {
        const string sample = "a{{- /* c */ -}}{{ $x := \"a\\x41\" | repeat 2 }}{{ range $i, $e := list 1 'b' `c` }}{{ if and (eq $i 1) $e }}{{ .a.b }}{{ else if not 0x1F }}{{ else }}{{ printf \"%-5d\" 1.5 }}{{ end }}{{ end }}{{ define \"t\" }}{{ end }}";
        for (var cut = 0; cut <= sample.Length; cut++) Answers(sample[..cut]);

        var random = new Random(7);
        const string alphabet = "{}()|$.:=,\"'`\\-+*/ \n09aexnd%";
        for (var i = 0; i < 5000; i++)
        {
            var mutated = new StringBuilder(sample);
            for (var change = random.Next(1, 5); change > 0; change--) mutated[random.Next(mutated.Length)] = alphabet[random.Next(alphabet.Length)];
            Answers(mutated.ToString());
        }
    }

    private static void Answers(string template)
    {
        var (bytes, problem) = GoTemplate.Render(template);
        Assert.True(bytes is null != problem is null);
    }

    private static string Rendered(string template)
    {
        var (bytes, problem) = GoTemplate.Render(template);
        Assert.Null(problem);
        return Encoding.UTF8.GetString(bytes!);
    }
}
