using Palisade.Bench.Accuracy;

return await CommandLine.RunAsync(args);
