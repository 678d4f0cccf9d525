using Palisade.Bench.Search;

return CommandLine.Run(args);
