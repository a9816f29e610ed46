using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Core;
using Orleans.Embedded.References;
using Orleans.Embedded.Silos;
using Orleans.Embedded.State;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded.Activations;

/// <summary>What the runtime knows of one grain class.</summary>
internal sealed class GrainClass
{
    private static readonly MethodInfo Bind = typeof(GrainClass).GetMethod(nameof(BindState), BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly ObjectFactory _factory;
    private readonly ParameterInfo[] _states;

    public GrainClass(Type type)
    {
        Type = type;
        GrainType = GrainType.Create(type.GetCustomAttribute<GrainTypeAttribute>()?.GrainType ?? DefaultName(type));
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        PrefersLocal = type.GetCustomAttribute<PlacementAttribute>(inherit: true)?.PrefersLocal ?? false;
        AgeLimit = type.GetCustomAttribute<CollectionAgeLimitAttribute>(inherit: true)?.AgeLimit;
        var parameters = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)?.GetParameters() ?? [];
        _states = Array.FindAll(parameters, parameter => parameter.IsDefined(typeof(PersistentStateAttribute)));
        _factory = ActivatorUtilities.CreateFactory(type, Array.ConvertAll(_states, parameter => parameter.ParameterType));
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public bool IsReentrant { get; }

    public bool PrefersLocal { get; }

    /// <summary>How long an activation may idle, where the class says so.</summary>
    public TimeSpan? AgeLimit { get; }

    /// <summary>A reference without an interface of its own, to be cast.</summary>
    public GrainReference CreateReference(Node node, GrainId id) => GrainInterface<IGrain>.Create(node, id, this);

    /// <summary>Makes the instance; called in the activation's first turn.</summary>
    public object CreateInstance(Activation activation) =>
        _factory(activation.ActivationServices, Array.ConvertAll(_states, parameter => CreateState(parameter, activation)));

    private static string DefaultName(Type type)
    {
#pragma warning disable CA1308 // Grain types are lower-case by Orleans' convention.
        var name = type.Name.ToLowerInvariant();
#pragma warning restore CA1308
        return name.EndsWith("grain", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name;
    }

    private static object CreateState(ParameterInfo parameter, Activation activation)
    {
        var attribute = parameter.GetCustomAttribute<PersistentStateAttribute>()!;
        var storage = activation.Silo.Services.GetKeyedService<IGrainStorage>(attribute.StorageName ?? MemoryGrainStorageNames.Default)
            ?? throw new BadProviderConfigException(
                $"{activation.GrainClass.Type} wants its state '{attribute.StateName}' in the storage '{attribute.StorageName ?? MemoryGrainStorageNames.Default}', which is not configured.");
        return Bind.MakeGenericMethod(parameter.ParameterType.GetGenericArguments()).Invoke(null, [storage, attribute.StateName, activation])!;
    }

    private static PersistentState<TState> BindState<TState>(IGrainStorage storage, string name, Activation activation)
    {
        var state = new PersistentState<TState>(storage, name, activation.GrainId);
        activation.States.Add(state);
        return state;
    }
}
