using Palisade.Bench.SideBySide;

return await CommandLine.RunAsync(args);
