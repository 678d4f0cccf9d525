using System.Text;
using Palisade.Detection.NoSql;

namespace Palisade.Detection.Tests.NoSql;

public sealed class NoSqlInjectionTests
{
    [Theory]
    [InlineData("user[$ne]", Confidence.High)]
    [InlineData("login[$regex]=.*", Confidence.High)]
    [InlineData("a[$in][0]", Confidence.Medium)]
    [InlineData("{\"$gt\": \"\"}", Confidence.High)]
    [InlineData("{\"username\": {\"$ne\": null}, \"password\": {\"$ne\": null}}", Confidence.High)]
    [InlineData("{$gt:''}", Confidence.High)]
    [InlineData("{\"$or\":[{\"a\":1}]}", Confidence.Medium)]
    [InlineData("true, $where: '1 == 1'", Confidence.High)]
    [InlineData("$where: '1 == 1'", Confidence.High)]
    [InlineData("', $or: [ {}, { 'a':'a", Confidence.High)]
    [InlineData("'||1==1//", Confidence.High)]
    [InlineData("' || 'a'=='a", Confidence.High)]
    [InlineData("' && this.password.match(/.*/)//", Confidence.High)]
    [InlineData("'; return true; var x='", Confidence.High)]
    [InlineData("function(){return this.user=='admin'}", Confidence.Medium)]
    [InlineData("|| 1==1", Confidence.High)]
    [InlineData("0;var date=new Date(); do{curDate = new Date();}while(curDate-date<5000)", Confidence.High)]
    [InlineData("1;return(true)", Confidence.High)]
    [InlineData("$nin[]=x", Confidence.Medium)]
    [InlineData("';sleep(5000);", Confidence.High)]
    [InlineData("'; it=new Date();do{pt=new Date();}while(pt-it<5000);", Confidence.High)]
    [InlineData("db.injection.insert({success:1});", Confidence.High)]
    [InlineData("1;db.users.drop()", Confidence.High)]
    [InlineData("*3\r\n$3\r\nSET\r\n$1\r\n1\r\n", Confidence.High)]
    public void An_operator_or_script_of_a_query_is_found(string value, Confidence confidence)
    {
        var finding = NoSqlInjection.Detect(Encoding.UTF8.GetBytes(value));

        Assert.NotNull(finding);
        Assert.Equal(confidence, finding.Confidence);
        Assert.InRange(finding.Length, 1, Encoding.UTF8.GetByteCount(value) - finding.Offset);
    }

    [Theory]
    [InlineData("user[name]")]
    [InlineData("$schema: x")]
    [InlineData("{\"$schema\":\"https://json-schema.org/\",\"$ref\":\"#/a\"}")]
    [InlineData("$size: 10px; $text: red;")]
    [InlineData("price: $5, $10 or $20")]
    [InlineData("the db.example.com host")]
    [InlineData("John's || Jane's")]
    [InlineData("it's && or ||")]
    [InlineData("$filter=Price gt 20")]
    public void What_applications_are_sent_is_clean(string value) => Assert.False(NoSqlInjection.Detect(Encoding.UTF8.GetBytes(value)) is { Confidence: > Confidence.Low });
}
