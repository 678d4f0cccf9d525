using Palisade.Engine.Bodies;

namespace Palisade.Engine.Tests.Bodies;

public sealed class XmlBodyTests
{
    private const string Sample = """<?xml version="1.0"?><r a="1"><b c='2&amp;3' d="&#60;">x &lt; y</b><!-- no --><e><![CDATA[<z>]]></e><n:f xmlns:n="urn:n" n:g="4">t</n:f></r>""";

    [Fact]
    public void The_text_of_the_whole_tree_is_one_value() =>
        Assert.Equal("x < y<z>t", Parsed.Text(Assert.Single(Parsed.Xml(Sample).XmlTexts)));

    [Fact]
    public void Every_attribute_is_a_value() =>
        Assert.Equal(["1", "2&3", "<", "4"], Parsed.Xml(Sample).XmlAttributes.Select(a => Parsed.Text(a)));

    [Theory]
    [InlineData("/*", "x < y<z>t")]
    [InlineData("//@*", "1|2&3|<|4")]
    [InlineData("/r/b", "x < y")]
    [InlineData("//b/text()", "x < y")]
    [InlineData("//e/text()", "<z>")]
    [InlineData("//q:f", "t")]
    [InlineData("//q:f/@q:g", "4")]
    [InlineData("//missing", "")]
    [InlineData("count(//@*)", "4")]
    [InlineData("string(/r/b/@c)", "2&3")]
    [InlineData("boolean(//b)", "true")]
    [InlineData("//unknown:f", "")]
    [InlineData("//[", "")]
    public void XPath_selects_values(string xpath, string expected)
    {
        var document = Parsed.Xml(Sample).Xml;
        Assert.NotNull(document);
        Assert.Equal(expected, string.Join('|', XmlSelection.Select(document, xpath, [new("q", "urn:n")]).Select(v => Parsed.Text(v))));
    }

    [Fact]
    public void A_wrong_XPath_is_reported_when_rules_are_compiled()
    {
        Assert.Null(XmlSelection.Check("//q:f", [new("q", "urn:n")]));
        Assert.NotNull(XmlSelection.Check("//q:f", []));
        Assert.NotNull(XmlSelection.Check("//[", []));
    }

    [Fact]
    public void Both_ways_to_the_same_values_agree()
    {
        foreach (var text in new[] { Sample, "<a> <b/> \n<c>1</c>  </a>", "<a>" + Sample[21..] + "</a>" })
        {
            var body = Parsed.Xml(text);
            Assert.Equal(body.XmlTexts, XmlSelection.Select(body.Xml!, "/*", []));
            Assert.Equal(body.XmlAttributes, XmlSelection.Select(body.Xml!, "//@*", []));
        }
    }

    [Theory]
    [InlineData("<a>")]
    [InlineData("<a></b>")]
    [InlineData("<a b=1/>")]
    [InlineData("<a b='1' b='2'/>")]
    [InlineData("text")]
    [InlineData("<a>&undefined;</a>")]
    [InlineData("<a/><b/>")]
    [InlineData("<a>\u0001</a>")]
    [InlineData("<a>\u00ff</a>")]
    [InlineData("<?xml version='1.0' encoding='no-such'?><a/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>")]
    [InlineData("<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'><a/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>")]
    [InlineData("<?xml version='1.0' encoding='utf-16'?><a/>")]
    public void Malformed_documents_and_document_types_are_faults(string text) =>
        Assert.StartsWith("XML parsing error: ", Parsed.Xml(text).Error, StringComparison.Ordinal);

    [Fact]
    public void What_stands_before_a_fault_is_inspected()
    {
        var body = Parsed.Xml("<a b='1'>attack<c d='2'");
        Assert.NotNull(body.Error);
        Assert.Equal("attack", Parsed.Text(Assert.Single(body.XmlTexts)));
        Assert.Equal("attack", Parsed.Text(Assert.Single(XmlSelection.Select(body.Xml!, "/*", []))));
    }

    [Fact]
    public void A_body_cut_at_the_inspected_budget_is_no_fault() => Assert.Null(Parsed.Xml("<a>text<b", truncated: true).Error);

    [Fact]
    public void A_declared_encoding_is_followed() =>
        Assert.Equal("\u00c3\u00a9", Parsed.Text(Assert.Single(Parsed.Xml("<?xml version='1.0' encoding='iso-8859-1'?><a>\u00e9</a>").XmlTexts)));

    [Theory]
    [InlineData(3, false)]
    [InlineData(2, true)]
    public void Depth_is_counted_in_elements(int limit, bool fault) =>
        Assert.Equal(fault, Parsed.Xml("<a><b><c>x</c></b></a>", depth: limit).Error is not null);

    [Fact]
    public void A_hundred_thousand_open_elements_are_no_danger()
    {
        var body = Parsed.Xml(string.Concat(Enumerable.Repeat("<a>", 100_000)));
        Assert.Equal("XML parsing error: nested deeper than the limit", body.Error);
        Assert.NotNull(body.Xml);
    }

    [Fact]
    public void An_empty_body_is_no_fault() => Assert.Null(Parsed.Xml("").Error);

    [Fact]
    public void Other_bodies_have_no_document() => Assert.Null(Parsed.Json("{}").Xml);
}
