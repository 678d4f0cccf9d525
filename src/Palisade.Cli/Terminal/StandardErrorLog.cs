using Microsoft.Extensions.Logging;

namespace Palisade.Cli.Terminal;

/// <summary>Shows what the parts of the program log, warnings and worse, as lines on standard error.</summary>
internal sealed class StandardErrorLog(Screen screen) : ILoggerProvider
{
    /// <summary>A factory with this provider alone.</summary>
    public static ILoggerFactory Factory(Screen screen) =>
        LoggerFactory.Create(logging => logging
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None) // what fails at the start is thrown, and told once
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None) // says nothing above information, and makes an Activity for every request as long as it might
            .AddProvider(new StandardErrorLog(screen)));

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Line(screen);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Line(Screen screen) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var text = formatter(state, exception) + (exception is null ? "" : $" [{exception.GetType().Name}: {exception.Message}]");
            if (logLevel is LogLevel.Warning) screen.Note(text);
            else screen.Fail(text);
        }
    }
}
