using System.Xml;

namespace Palisade.Engine.Tests.Operators;

public sealed class XmlValidationTests : IDisposable
{
    private const string Schema = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:include schemaLocation="types.xsd"/>
          <xs:element name="order">
            <xs:complexType><xs:sequence>
              <xs:element name="item" type="item" maxOccurs="unbounded"/>
              <xs:any minOccurs="0" namespace="##other" processContents="lax"/>
            </xs:sequence></xs:complexType>
          </xs:element>
        </xs:schema>
        """;

    private const string Types = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:simpleType name="item"><xs:restriction base="xs:string"><xs:maxLength value="5"/></xs:restriction></xs:simpleType>
        </xs:schema>
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("palisade-xml").FullName;

    public XmlValidationTests()
    {
        Write("order.xsd", Schema);
        Write("types.xsd", Types);
        Write("order.dtd", "<!ELEMENT order (item+)>\n<!ELEMENT item (#PCDATA)>\n<!ATTLIST item id CDATA #REQUIRED>\n<!ENTITY % more SYSTEM \"more.dtd\">\n%more;\n");
        Write("more.dtd", "<!ELEMENT note EMPTY>");
    }

    private string RuleFile => Path.Combine(_folder, "rules.conf");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("<order><item>lamp</item><item>x</item></order>", false)]
    [InlineData("<order><item>lamp</item><u:unknown xmlns:u='urn:u'/></order>", false)]
    [InlineData("<order><item>too long</item></order>", true)]
    [InlineData("<order/>", true)]
    [InlineData("<other/>", true)]
    [InlineData("<order xmlns='urn:other'><item>lamp</item></order>", true)]
    [InlineData(null, true)]
    public void A_body_that_does_not_follow_its_schema_matches(string? body, bool expected) =>
        Assert.Equal(expected, Matches("validateSchema", "order.xsd", body));

    [Theory]
    [InlineData("<order><item id='1'>lamp</item></order>", false)]
    [InlineData("<note/>", false)]
    [InlineData("<order><item>lamp</item></order>", true)]
    [InlineData("<order/>", true)]
    [InlineData("<other/>", true)]
    [InlineData(null, true)]
    public void A_body_that_does_not_follow_its_definition_matches(string? body, bool expected) =>
        Assert.Equal(expected, Matches("validateDTD", "order.dtd", body));

    [Fact]
    public void The_body_is_not_changed_by_validation()
    {
        Write("default.xsd", Schema.Replace("name=\"order\">", "name=\"order\" type=\"o\"/><xs:complexType name=\"o\"><xs:attribute name=\"a\" default=\"1\"/></xs:complexType><xs:element name=\"old\">", StringComparison.Ordinal));
        var run = Op.Run();
        run.Xml = new XmlDocument { XmlResolver = null };
        run.Xml.LoadXml("<order/>");
        Assert.False(Op.Of("validateSchema", "default.xsd", file: RuleFile).Matches([], run));
        Assert.Equal("<order />", run.Xml.OuterXml);
    }

    [Theory]
    [InlineData("validateSchema", "schema.json", "SL4002")]
    [InlineData("validateSchema", "missing.xsd", "SL4004")]
    [InlineData("validateSchema", "broken.xsd", "SL4009")]
    [InlineData("validateSchema", "order.dtd", "SL4009")]
    [InlineData("validateSchema", "outside.xsd", "SL4009")]
    [InlineData("validateDTD", "missing.dtd", "SL4004")]
    [InlineData("validateDTD", "broken.xsd", "SL4009")]
    [InlineData("validateDTD", "outside.dtd", "SL4009")]
    public void What_cannot_be_used_is_refused(string name, string file, string code)
    {
        Write("broken.xsd", "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element/></xs:schema>");
        Write("outside.xsd", Schema.Replace("types.xsd", "../types.xsd", StringComparison.Ordinal));
        Write("outside.dtd", "<!ENTITY % more SYSTEM \"/etc/passwd\">\n%more;");
        var (created, faults) = Op.Create(name, file, file: RuleFile);
        Assert.Null(created);
        Assert.Equal(code, Assert.Single(faults).Code);
    }

    [Fact]
    public void Entities_of_a_definition_cannot_blow_a_body_up()
    {
        var definition = "<!ELEMENT order ANY><!ENTITY e0 \"0123456789\">";
        for (var i = 1; i < 10; i++) definition += $"<!ENTITY e{i} \"{string.Concat(Enumerable.Repeat($"&e{i - 1};", 10))}\">";
        Write("bomb.dtd", definition);
        var run = Op.Run();
        run.Xml = new XmlDocument { XmlResolver = null };
        run.Xml.AppendChild(run.Xml.CreateElement("order"))!.AppendChild(run.Xml.CreateEntityReference("e9"));
        Assert.True(Op.Of("validateDTD", "bomb.dtd", file: RuleFile).Matches([], run));
    }

    private bool Matches(string name, string argument, string? body)
    {
        var run = Op.Run();
        if (body is not null)
        {
            run.Xml = new XmlDocument { XmlResolver = null };
            run.Xml.LoadXml(body);
        }

        return Op.Of(name, argument, file: RuleFile).Matches([], run);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
