namespace Palisade.Protection.Bots;

/// <summary>What a bot is for. The words of files and events are these in snake case.</summary>
public enum BotCategory
{
    /// <summary>Crawls for a search engine.</summary>
    SearchEngine,

    /// <summary>Looks whether a site is up and quick.</summary>
    Monitoring,

    /// <summary>Collects texts to train models, or fetches pages for the users of one.</summary>
    AiCrawler,

    /// <summary>Crawls for those who optimise sites for search engines.</summary>
    Seo,

    /// <summary>Makes the preview of a link that somebody posted.</summary>
    SocialPreview,

    /// <summary>Fetches feeds.</summary>
    FeedReader,

    /// <summary>Keeps copies of the web.</summary>
    Archiver,

    /// <summary>Checks advertisements and where they lead.</summary>
    Advertising,

    /// <summary>A library or command that speaks HTTP for any program.</summary>
    HttpLibrary,

    /// <summary>A browser that a program drives.</summary>
    HeadlessBrowser,

    /// <summary>Copies sites or their contents.</summary>
    Scraper,

    /// <summary>Counts what answers on the internet.</summary>
    InternetSurvey,

    /// <summary>Looks for vulnerabilities.</summary>
    Scanner,

    /// <summary>Uses vulnerabilities, guesses passwords or makes load.</summary>
    ExploitTool,

    /// <summary>Claims to be a browser and is none.</summary>
    FalseBrowser,

    /// <summary>Says nothing about itself.</summary>
    Unnamed,
}
