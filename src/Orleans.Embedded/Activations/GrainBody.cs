using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;

namespace Orleans.Embedded.Activations;

/// <summary>What an activation is made of besides its mailbox: the instance of the grain class, its services and its stored states.</summary>
internal sealed class GrainBody(Activation activation) : IAsyncDisposable
{
    private AsyncServiceScope? _scope;

    public object? Instance { get; private set; }

    /// <summary>Services of a scope that ends with the activation.</summary>
    public IServiceProvider Services => (_scope ??= activation.Silo.Services.CreateAsyncScope()).ServiceProvider;

    /// <summary>States that are read before the grain activates.</summary>
    public List<IStorage> States { get; } = [];

    public async Task ActivateAsync(CancellationToken cancellationToken)
    {
        Instance = activation.GrainClass.CreateInstance(activation);
        foreach (var state in States)
        {
            await state.ReadStateAsync(cancellationToken);
        }

        if (Instance is IGrainBase grain)
        {
            await grain.OnActivateAsync(cancellationToken);
        }
    }

    public Task DeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Instance is IGrainBase grain ? grain.OnDeactivateAsync(reason, cancellationToken) : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (Instance is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync();
        }
        else
        {
            (Instance as IDisposable)?.Dispose();
        }

        if (_scope is { } scope)
        {
            await scope.DisposeAsync();
        }
    }
}
