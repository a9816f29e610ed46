namespace OrleansChat.LoadTest.Scenarios;

/// <summary>What all scenarios are told.</summary>
internal record ScenarioOptions
{
    /// <summary>Servers; connections are spread over them in turn.</summary>
    public required IReadOnlyList<Uri> Urls { get; init; }

    /// <summary>How long is measured.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>File with access tokens, one a line.</summary>
    public string? TokensFile { get; init; }

    /// <summary>File with the development issuer's key, in base64.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Where the figures go.</summary>
    public required string JsonFile { get; init; }
}
