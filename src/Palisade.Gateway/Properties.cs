using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Palisade.Gateway.Tests")]
