namespace Palisade.DemoShop.Pages;

/// <summary>Line drawings of the goods, drawn for this shop.</summary>
internal static class Art
{
    private static readonly Dictionary<string, string> Drawings = new(StringComparer.Ordinal)
    {
        ["fence"] = "<path d='M8 56V20l5-8 5 8v36M22 56V20l5-8 5 8v36M36 56V20l5-8 5 8v36M50 56V20l5-8 5 8v36M4 28h56M4 46h56'/>",
        ["gate"] = "<path d='M8 58V14M56 58V14M8 20q12-10 24 6 12-16 24-6M32 26v32M8 52h48M16 20v32M24 24v28M40 24v28M48 20v32'/>",
        ["ladder"] = "<path d='M22 58 32 6l10 52M25 44h14M27 34h10M29 24h6M32 6l18 50'/>",
        ["lantern"] = "<path d='M22 22h20l4 28H18zM18 50h28v6H18zM26 22v-6h12v6M26 16q6-14 12 0M32 46c-6-6 0-9 0-15 4 6 6 10 0 15z'/>",
        ["can"] = "<path d='M18 28h24v26H18zM42 44l14-20 4 3M52 20l10 8M18 34q-12 4 0 16M22 28q8-16 16 0'/>",
        ["glove"] = "<path d='M20 58V34l-6-8q2-6 7-1l3 5V12q4-5 7 0v12V8q4-5 7 0v16V11q4-5 7 0v15-8q4-4 6 1v22l-5 9v8zM20 50h26'/>",
        ["house"] = "<path d='M8 30 32 8l24 22M14 26v30h36V26M32 56v6'/><circle cx='24' cy='34' r='4'/><circle cx='40' cy='34' r='4'/><circle cx='32' cy='46' r='4'/>",
        ["hurdle"] = "<path d='M10 10v46M32 10v46M54 10v46M6 18q13 8 26 0t26 0M6 28q13-8 26 0t26 0M6 38q13 8 26 0t26 0M6 48q13-8 26 0t26 0'/>",
        ["bench"] = "<path d='M8 36h48M8 42h48M12 42v14M52 42v14M12 36V16M52 36V16M10 16h44M12 26h40'/>",
        ["fire"] = "<path d='M8 40h48q-4 16-24 16T8 40zM18 56l-4 6M46 56l4 6M32 36c-12-8 0-14-2-26 10 6 14 18 2 26zM42 36q6-6 1-12M22 36q-6-6-1-12'/>",
        ["flower"] = "<path d='M32 30v30M32 50q-12-2-14-12 12 0 14 12M32 54q12-2 14-12-12 0-14 12'/><circle cx='32' cy='20' r='5'/><path d='M32 15q-6-10 0-12 6 2 0 12M37 20q10-6 12 0-2 6-12 0M32 25q6 10 0 12-6-2 0-12M27 20q-10 6-12 0 2-6 12 0'/>",
        ["tower"] = "<path d='M18 30h28v12H18zM20 42l-6 18M44 42l6 18M17 52h30M20 30V18h24v12M16 18 32 8l16 10zM32 8V2l8 3-8 2'/>",
    };

    /// <summary>One drawing on its own coloured ground; goods without a drawing show a plain one.</summary>
    public static string Of(string name)
    {
        var drawing = Drawings.GetValueOrDefault(name) ?? "<circle cx='32' cy='32' r='18'/>";
        return $"<div class='art' style='--hue:{Hue(name)}'><svg viewBox='0 0 64 64' fill='none' stroke='currentColor' stroke-width='2.4' stroke-linejoin='round' stroke-linecap='round'>{drawing}</svg></div>";
    }

    private static int Hue(string name) => name.Sum(c => c * 47) % 360;
}
