using System.CommandLine;
using Palisade.Cli.Rules;

// One line per command group; each group builds itself in its own folder.
var palisade = new RootCommand("Palisade: a web application firewall and reverse proxy.")
{
    RulesCommand.Create(),
};

return await palisade.Parse(args).InvokeAsync();
