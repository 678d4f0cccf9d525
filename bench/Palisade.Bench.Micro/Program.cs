using Palisade.Bench.Micro;

return CommandLine.Run(args);
