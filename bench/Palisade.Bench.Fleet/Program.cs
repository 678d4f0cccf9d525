using Palisade.Bench.Fleet;

return await CommandLine.RunAsync(args);
