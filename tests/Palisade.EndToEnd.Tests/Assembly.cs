// Each test runs whole programs and some measure them: side by side they would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
