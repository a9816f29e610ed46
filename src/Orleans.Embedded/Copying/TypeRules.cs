using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;
using System.Reflection;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Embedded.Copying;

/// <summary>Which types may cross a grain call, and which of them are shared rather than copied.</summary>
internal static class TypeRules
{
    private static readonly FrozenSet<Type> Plain = new[]
    {
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly),
        typeof(TimeSpan), typeof(Half), typeof(Int128), typeof(UInt128), typeof(System.Numerics.BigInteger), typeof(Uri), typeof(Version),
        typeof(IPAddress), typeof(IPEndPoint), typeof(CancellationToken), typeof(System.Text.Rune), typeof(System.Globalization.CultureInfo),
        typeof(GrainId), typeof(GrainType), typeof(IdSpan), typeof(SiloAddress), typeof(object),
    }.ToFrozenSet();

    private static readonly FrozenSet<Type> Copied = new[]
    {
        typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(Queue<>), typeof(Stack<>),
    }.ToFrozenSet();

    private static readonly FrozenSet<Type> SharedWithSharedParts = new[]
    {
        typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableDictionary<,>), typeof(ImmutableHashSet<>), typeof(ImmutableQueue<>),
        typeof(ImmutableSortedDictionary<,>), typeof(ImmutableSortedSet<>), typeof(ImmutableStack<>),
    }.ToFrozenSet();

    private static readonly ConcurrentDictionary<Type, string?> Verdicts = new();
    private static readonly ConcurrentDictionary<Type, bool> Holders = new();

    /// <summary>Throws where the type, or a part of it that its declaration shows, cannot cross a call.</summary>
    /// <exception cref="CodecNotFoundException">It cannot.</exception>
    public static void Check(Type type)
    {
        if (Verdicts.GetOrAdd(type, static type => Judge(type, [])) is { } complaint)
        {
            throw new CodecNotFoundException(complaint);
        }
    }

    /// <summary>Whether values of the type are shared. What a declared type leaves open, such as an interface, is not.</summary>
    public static bool IsShared(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || Plain.Contains(type))
        {
            return type != typeof(object);
        }

        if (typeof(GrainReference).IsAssignableFrom(type) || typeof(Exception).IsAssignableFrom(type) || typeof(Type).IsAssignableFrom(type))
        {
            return true;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() is var definition)
        {
            if (definition == typeof(Immutable<>))
            {
                return true;
            }

            if (SharedWithSharedParts.Contains(definition) || IsTuple(type) || definition == typeof(Nullable<>) || definition == typeof(KeyValuePair<,>))
            {
                return type.GetGenericArguments().All(IsShared);
            }
        }

        // A class that is not sealed may have a subclass that is not immutable; its values are judged one by one.
        return type.IsSealed && IsImmutable(type);
    }

    public static bool IsImmutable(Type type) => type.IsDefined(typeof(ImmutableAttribute), inherit: false);

    /// <summary>
    /// Whether values of a declared type can hold references to grains or observers; what the type leaves open, as an interface does, can. An immutable
    /// collection is never looked into.
    /// </summary>
    public static bool MayHoldReferences(Type type) => Holders.GetOrAdd(type, static type => IsOpen(type) || Holds(type, []));

    /// <summary>The same of values whose run-time type is exactly this one.</summary>
    public static bool HoldsReferences(Type type) => Holds(type, []);

    public static bool IsTuple(Type type) => type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true
        || type.FullName?.StartsWith("System.Tuple`", StringComparison.Ordinal) == true;

    private static bool IsOpen(Type type) => type == typeof(object) || (!type.IsSealed && !type.IsValueType && !type.IsArray && !IsCollection(type));

    private static bool IsCollection(Type type) => type.IsGenericType && Copied.Contains(type.GetGenericTypeDefinition());

    private static bool Holds(Type type, HashSet<Type> seen)
    {
        if (typeof(IAddressable).IsAssignableFrom(type))
        {
            return true;
        }

        if (!seen.Add(type) || type.IsPrimitive || type.IsEnum || Plain.Contains(type) || typeof(Exception).IsAssignableFrom(type) || typeof(Type).IsAssignableFrom(type))
        {
            return false;
        }

        IEnumerable<Type> parts = type.IsArray ? [type.GetElementType()!]
            : IsTuple(type) || IsCollection(type) || IsWrapper(type) ? type.GetGenericArguments()
            : StateFields.Of(type).Select(field => field.FieldType);
        return parts.Any(part => IsOpen(part) && !Plain.Contains(part) || Holds(part, seen));
    }

    private static bool IsWrapper(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() is var definition
        && (definition == typeof(Nullable<>) || definition == typeof(KeyValuePair<,>) || definition == typeof(Immutable<>));

    private static string? Judge(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || type.IsPrimitive || type.IsEnum || Plain.Contains(type) || type.IsInterface || type == typeof(Nothing)
            || typeof(IAddressable).IsAssignableFrom(type) || typeof(Exception).IsAssignableFrom(type) || typeof(Type).IsAssignableFrom(type))
        {
            // What an interface holds is judged when a value comes.
            return null;
        }

        if (type.IsArray && !type.IsSZArray)
        {
            return $"Could not find a copier for type {type}: only arrays of one dimension cross a grain call.";
        }

        if (type.IsArray)
        {
            return Judge(type.GetElementType()!, seen);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() is var definition
            && (Copied.Contains(definition) || SharedWithSharedParts.Contains(definition) || IsTuple(type) || definition == typeof(Immutable<>)
                || definition == typeof(Nullable<>) || definition == typeof(KeyValuePair<,>)))
        {
            return type.GetGenericArguments().Select(argument => Judge(argument, seen)).FirstOrDefault(complaint => complaint is not null);
        }

        if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
        {
            return $"Could not find a copier for type {type}: it crosses a grain call but is not [GenerateSerializer].";
        }

        return StateFields.Of(type).Select(field => Judge(field.FieldType, seen)).FirstOrDefault(complaint => complaint is not null);
    }
}
