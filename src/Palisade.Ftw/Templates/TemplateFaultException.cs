namespace Palisade.Ftw.Templates;

/// <summary>Ends the reading or rendering of a template. Never leaves this folder: <see cref="GoTemplate"/> turns it into words.</summary>
internal sealed class TemplateFaultException(string message) : Exception(message);
