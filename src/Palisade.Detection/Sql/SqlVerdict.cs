namespace Palisade.Detection.Sql;

/// <summary>What one reading comes to.</summary>
internal readonly record struct SqlVerdict(SqlInjectionKind Kind, Confidence Confidence, string What);
