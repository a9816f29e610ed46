namespace OrleansChat.Bench.Planning;

/// <summary>What is done to a server from its start to its end.</summary>
/// <param name="Key">Its name on the command line.</param>
/// <param name="Title">Its name in the report.</param>
/// <param name="Rooms">Rooms.</param>
/// <param name="Members">Connections in each.</param>
/// <param name="Rates">Messages a second over all rooms, one step after the other.</param>
/// <param name="Idle">How long everybody is silent once all are in their rooms; zero leaves the step out.</param>
/// <param name="WarmUp">How long is spoken before the first step; it makes a runtime compile what it will run, which takes the tiered ones more than 20 s.</param>
/// <param name="Step">How long a step is measured.</param>
/// <param name="FindsSaturation">Whether the highest rate is looked for at the end.</param>
internal sealed record Workload(
    string Key, string Title, int Rooms, int Members, IReadOnlyList<double> Rates, TimeSpan Idle, TimeSpan WarmUp, TimeSpan Step, bool FindsSaturation)
{
    public const int BodyBytes = 64;

    private const int HotMembers = 5000;
    private const int QuickHotMembers = 1000;

    public int Connections => Rooms * Members;

    /// <summary>All workloads, as thorough or as quick as asked for.</summary>
    public static IReadOnlyList<Workload> All(bool isQuick) =>
    [
        new(
            "rooms",
            "2,000 rooms of 7",
            2000,
            7,
            [1000, 5000],
            TimeSpan.FromSeconds(isQuick ? 1 : 10),
            TimeSpan.FromSeconds(isQuick ? 4 : 30),
            TimeSpan.FromSeconds(isQuick ? 3 : 10),
            FindsSaturation: !isQuick),
        new(
            "hot",
            isQuick ? "one room of 1,000" : "one room of 5,000",
            1,
            isQuick ? QuickHotMembers : HotMembers,
            [20],
            TimeSpan.Zero,
            TimeSpan.FromSeconds(2),
            TimeSpan.FromSeconds(isQuick ? 3 : 10),
            FindsSaturation: false),
    ];
}
