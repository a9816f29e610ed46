namespace OrleansChat.CommandLine.Runtimes;

/// <summary>Decides which runtime to build: the one asked for, else the remembered one, else Microsoft's if its packages restore, else the embedded one.</summary>
internal sealed class RuntimeChooser(RememberedRuntime remembered, Func<CancellationToken, Task<RestoreOutcome>> restoreMicrosoft)
{
    private const string Place = ".chat/runtime.props";

    public async Task<RuntimeChoice> ChooseAsync(RequestedRuntime? requested, CancellationToken cancellationToken)
    {
        if (requested is null && remembered.Read() is { } known)
            return new RuntimeChoice(known, $"remembered in {Place}; --runtime changes it");

        var choice = requested switch
        {
            RequestedRuntime.Embedded => new RuntimeChoice(OrleansRuntime.Embedded, $"asked for; remembered in {Place}"),
            RequestedRuntime.Microsoft => await InsistAsync(cancellationToken),
            _ => await TryAsync(cancellationToken),
        };
        remembered.Write(choice.Runtime);
        return choice;
    }

    /// <summary>Nobody is left with a remembered choice that never worked: Microsoft's runtime is remembered once it has restored.</summary>
    private async Task<RuntimeChoice> InsistAsync(CancellationToken cancellationToken)
    {
        var outcome = await restoreMicrosoft(cancellationToken);
        return outcome.Restored
            ? new RuntimeChoice(OrleansRuntime.Microsoft, $"asked for; remembered in {Place}")
            : throw new CommandFailedException($"The Microsoft.Orleans packages {outcome.Failure}. The embedded runtime needs none of them: --runtime embedded");
    }

    private async Task<RuntimeChoice> TryAsync(CancellationToken cancellationToken)
    {
        var outcome = await restoreMicrosoft(cancellationToken);
        return outcome.Restored
            ? new RuntimeChoice(OrleansRuntime.Microsoft, $"its packages restore here; remembered in {Place}")
            : new RuntimeChoice(OrleansRuntime.Embedded, $"the Microsoft.Orleans packages {outcome.Failure}; remembered in {Place}");
    }
}
