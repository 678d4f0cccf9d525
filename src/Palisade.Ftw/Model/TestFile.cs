namespace Palisade.Ftw.Model;

/// <summary>What was found in one file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Tests">Its tests in order, those with faults included.</param>
/// <param name="Faults">Why the file, or a part of it that is no test, cannot be read; each counts as a failed test.</param>
/// <param name="Warnings">What is strange but stops nothing, such as an unknown key.</param>
public sealed record TestFile(string Path, IReadOnlyList<TestCase> Tests, IReadOnlyList<Fault> Faults, IReadOnlyList<Fault> Warnings);
