using OrleansChat.LoadTest.Mix;

namespace OrleansChat.LoadTest.Options;

/// <summary>What the run shall do.</summary>
internal sealed record LoadOptions
{
    /// <summary>Far more than a machine has use for, and few enough to be watched.</summary>
    public const int MaximumProcesses = 100;

    /// <summary>Servers; connections are spread over them by (room + slot) modulo their number.</summary>
    public required IReadOnlyList<Uri> Urls { get; init; }

    public int Rooms { get; init; } = 100;

    /// <summary>Users in each room.</summary>
    public int Users { get; init; } = 7;

    /// <summary>Messages a second, all rooms together; with a mix, actions of all kinds a second.</summary>
    public double Rate { get; init; } = 100;

    /// <summary>How long is measured.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long is sent before that: checked, but not measured.</summary>
    public TimeSpan Warmup { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long to wait after the last send for what is still on its way.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Connections opened a second.</summary>
    public double Ramp { get; init; } = 2000;

    /// <summary>Bytes of a body.</summary>
    public int Size { get; init; } = 64;

    /// <summary>Beginning of the room codes.</summary>
    public string Prefix { get; init; } = "LOAD";

    /// <summary>File with access tokens, one a line.</summary>
    public string? TokensFile { get; init; }

    /// <summary>File with the development issuer's key, in base64.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Processes of the server, whose CPU time and memory go into the report.</summary>
    public IReadOnlyList<int> ServerProcesses { get; init; } = [];

    /// <summary>Whether a member whose connection ends comes back, on the next server, resumes, and sends again what has no outcome.</summary>
    public bool Reconnect { get; init; }

    /// <summary>How long a member may be without its room.</summary>
    public TimeSpan BackWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What clients do; null where they only speak.</summary>
    public ActionMix? Mix { get; init; }

    /// <summary>Decides who speaks when, and who does what.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Processes that the load is divided among.</summary>
    public int Processes { get; init; } = 1;

    public required string JsonFile { get; init; }

    public required string ReportFile { get; init; }

    public int Connections => Rooms * Users;

    /// <summary>What each user sends; a server allows 10 messages a minute unless told otherwise.</summary>
    public double MessagesPerMinuteAndUser => ActionsPerMinuteAndUser(Mix?.Send ?? ActionMix.Whole);

    /// <summary>How often each user begins or ends to type; a server allows 30 a minute unless told otherwise.</summary>
    public double TypingPerMinuteAndUser => ActionsPerMinuteAndUser(Mix?.Typing ?? 0);

    /// <summary>How often each user edits or reacts; a server allows 30 a minute unless told otherwise.</summary>
    public double ChangesPerMinuteAndUser => ActionsPerMinuteAndUser((Mix?.React ?? 0) + (Mix?.Edit ?? 0));

    private double ActionsPerMinuteAndUser(int percent) => Rate * 60 / Connections * percent / ActionMix.Whole;
}
