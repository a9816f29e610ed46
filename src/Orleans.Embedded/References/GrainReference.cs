using Orleans.Embedded.Activations;
using Orleans.Embedded.Copying;
using Orleans.Embedded.Messaging;
using Orleans.Embedded.References;
using Orleans.Embedded.Silos;
using Orleans.Embedded.Turns;

namespace Orleans.Runtime;

/// <summary>
/// What a caller holds of a grain or observer; the classes that implement its interface are made at run time. Two references to the same
/// grain are equal.
/// </summary>
public abstract class GrainReference : IAddressable, IEquatable<GrainReference>
{
    internal GrainReference()
    {
    }

    /// <summary>Whom it refers to.</summary>
    public GrainId GrainId { get; private set; }

    /// <summary>Where calls from outside of any grain start.</summary>
    internal Node Node { get; private set; } = null!;

    /// <summary>The grain's class; null for an observer.</summary>
    internal GrainClass? GrainClass { get; private set; }

    /// <summary>The silo or client that holds the observer; null for a grain, and where that silo or client is gone.</summary>
    internal Node? Home { get; private set; }

    /// <summary>A reference of the given interface to the same grain.</summary>
    public TGrainInterface Cast<TGrainInterface>() => this.AsReference<TGrainInterface>();

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <inheritdoc/>
    public sealed override string ToString() => $"GrainReference:{GrainId}";

    /// <summary>Same grain.</summary>
    public static bool operator ==(GrainReference? left, GrainReference? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Different grains.</summary>
    public static bool operator !=(GrainReference? left, GrainReference? right) => !(left == right);

    internal void Bind(Node node, GrainId grainId, GrainClass? grainClass)
    {
        Node = node;
        GrainId = grainId;
        GrainClass = grainClass;
        Home = grainClass is null ? node.Fabric.HomeOf(grainId) : null;
    }

    /// <summary>A reference to the same grain or observer whose calls start at this silo or client.</summary>
    internal GrainReference At(Node node)
    {
        if (ReferenceEquals(node, Node))
        {
            return this;
        }

        var moved = (GrainReference)MemberwiseClone();
        moved.Bind(node, GrainId, GrainClass);
        return moved;
    }

    internal Task<TResult> Call<TArguments, TResult>(GrainMethod<TArguments, TResult> method, TArguments arguments)
    {
        try
        {
            method.Check();
            var mailbox = TaskScheduler.Current as Mailbox;
            var caller = mailbox?.Node ?? Node;
            var call = new Call<TArguments, TResult>(method, method.CopyArguments(arguments))
            {
                Target = this,
                Caller = caller,
                Deadline = caller.DeadlineAfter(method.ResponseTimeout),
            };
            if (mailbox is null && !method.IsOneWay && caller.Turns is ThreadPoolTurnScheduler)
            {
                ThreadPoolTurnScheduler.Send(call);
            }
            else
            {
                caller.Send(call);
            }

            return method.IsOneWay ? Task.FromResult<TResult>(default!) : call.Result;
        }
        catch (Exception exception)
        {
            return Task.FromException<TResult>(exception);
        }
    }

    internal Task CallForNothing<TArguments>(GrainMethod<TArguments, Nothing> method, TArguments arguments) => Call(method, arguments);

    internal ValueTask<TResult> CallForValue<TArguments, TResult>(GrainMethod<TArguments, TResult> method, TArguments arguments) =>
        new(Call(method, arguments));

    internal ValueTask CallForNoValue<TArguments>(GrainMethod<TArguments, Nothing> method, TArguments arguments) => new(Call(method, arguments));

    internal void Tell<TArguments>(GrainMethod<TArguments, Nothing> method, TArguments arguments) => _ = Call(method, arguments);
}
