using System.Collections.Concurrent;

namespace Orleans.Embedded.Copying;

/// <summary>Copies a value by the type that it has at run time, where the static type does not say it.</summary>
internal abstract class RuntimeCopier
{
    private static readonly ConcurrentDictionary<Type, RuntimeCopier> Known = new();

    public static RuntimeCopier Of(Type type) =>
        Known.TryGetValue(type, out var copier) ? copier : Known.GetOrAdd(type, Create(type));

    public abstract object Copy(object value, CopyContext context);

    private static RuntimeCopier Create(Type type)
    {
        TypeRules.Check(type);
        return (RuntimeCopier)Activator.CreateInstance(typeof(RuntimeCopier<>).MakeGenericType(type))!;
    }
}
