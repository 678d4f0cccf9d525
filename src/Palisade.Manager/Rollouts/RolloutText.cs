using System.Globalization;
using Palisade.Api.Rollouts;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;

namespace Palisade.Manager.Rollouts;

/// <summary>Reads what somebody wants to roll out; every fault has its field.</summary>
internal static class RolloutText
{
    private const int MostStages = 20;
    private const int MostBake = 30 * 86_400;

    /// <summary>Reads the body.</summary>
    public static NewRollout Read(Fields fields)
    {
        var plan = new NewRollout(
            fields.Text("name"), fields.OptionalText("kind") ?? ObjectKinds.RuleSet, fields.OptionalText("namespace") ?? ObjectNames.DefaultNamespace, fields.Text("object"),
            fields.Number("revision", 0, 0, int.MaxValue), fields.Mappings("stages", Stage), fields.Mapping("gates", Gates) ?? new RolloutGates(MostErrorPercent: 5, MostCrashes: 0));
        if (!ObjectNames.IsLabel(plan.Name)) fields.Fault("name", $"It is {ObjectNames.LabelGrammar}.");
        if (!PlatformObjects.Kinds.Contains(plan.Kind)) fields.Fault("kind", $"What gateways use of the platform is of the kinds {string.Join(", ", PlatformObjects.Kinds)}.");
        if (!ObjectNames.IsLabel(plan.Namespace)) fields.Fault("namespace", $"It is {ObjectNames.LabelGrammar}.");
        if (!ObjectNames.IsName(plan.Object)) fields.Fault("object", $"It is {ObjectNames.NameGrammar}.");
        if (plan.Stages.Count is 0 or > MostStages) fields.Fault("stages", $"It has 1 to {MostStages} stages.");
        else if (!plan.Stages[^1].Everyone) fields.Fault($"stages", "The last stage is for everyone: `everyone: true`.");
        return plan;
    }

    private static RolloutStage Stage(Fields fields)
    {
        fields.OneOf(needed: true, "tenants", "ring", "labels", "percent", "everyone");
        var stage = new RolloutStage(
            fields.Text("name"), fields.OptionalTexts("tenants"), fields.OptionalText("ring"), fields.OptionalText("labels"), fields.Number("percent", 1, 100), fields.Flag("everyone"),
            fields.Number("bake_seconds", 600, 0, MostBake), fields.Number("least_requests", 0, 0, int.MaxValue));
        if (!ObjectNames.IsLabel(stage.Name)) fields.Fault("name", $"It is {ObjectNames.LabelGrammar}.");
        if (stage.Ring is not (null or "own" or "beta")) fields.Fault("ring", "It is own or beta.");
        if (stage.Tenants is { } tenants && (tenants.Count is 0 or > 1000 || !tenants.All(ObjectNames.IsLabel))) fields.Fault("tenants", "It has the names of 1 to 1,000 tenants.");
        if (stage.Labels is { } labels && LabelSelector.Parse(labels).Fault is { } fault) fields.Fault("labels", fault);
        if (fields.Has("everyone") && !stage.Everyone) fields.Fault("everyone", "It is true, or absent.");
        return stage;
    }

    private static RolloutGates Gates(Fields fields) => new(
        Decimal(fields, "most_error_percent", 100), Decimal(fields, "most_blocked_percent", 100), Decimal(fields, "most_latency_seconds", 600), fields.Number("most_crashes", 0, 10_000),
        fields.Number("judged_from", 100, 1, int.MaxValue));

    private static double? Decimal(Fields fields, string name, double most)
    {
        if (fields.Raw(name) is not { } node) return null;
        if (node.Kind is NodeKind.Number && double.TryParse(node.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= most) return number;
        fields.Fault(name, $"It is a number in 0 to {most}.");
        return null;
    }
}
