using Orleans.Embedded.Silos;
using Orleans.Runtime;

namespace Orleans.Embedded.Copying;

/// <summary>Copies values of the static type <typeparamref name="T"/>; what is immutable is shared.</summary>
internal static class Copier<T>
{
    /// <summary>Whether no value of the type is ever copied.</summary>
    public static readonly bool IsShared = TypeRules.IsShared(typeof(T));

    private static readonly bool MayHoldReferences = TypeRules.MayHoldReferences(typeof(T));
    private static readonly bool IsReference = typeof(IAddressable).IsAssignableFrom(typeof(T));
    private static readonly bool IsExact = typeof(T).IsValueType || typeof(T).IsSealed;

    public static T Copy(T value, CopyContext context)
    {
        if (value is null || (context.Destination is null ? IsShared : !MayHoldReferences))
        {
            return value;
        }

        if (value is GrainReference reference)
        {
            return context.Destination is { } node ? (T)(object)reference.At(node) : value;
        }

        if (IsReference)
        {
            return value is IGrainBase self
                ? self.GrainContext.GrainReference.Cast<T>()
                : throw new ArgumentException($"{value.GetType()} is an observer and not a reference to one; see {nameof(IGrainFactory.CreateObjectReference)}.");
        }

        return IsExact ? Exact.Copy(value, context) : (T)RuntimeCopier.Of(value.GetType()).Copy(value, context);
    }

    /// <summary>A value that its owner has promised not to change: shared, unless it leaves for another silo or client.</summary>
    public static T CopyImmutable(T value, CopyContext context) => context.Destination is null ? value : Copy(value, context);

    /// <summary>The value as a silo or client has it to which it was sent: references in it make their calls from there.</summary>
    public static T At(Node node, T value) => MayHoldReferences ? Copy(value, new CopyContext(node)) : value;

    /// <summary>Made when the first value is copied: not every type that is named is copied.</summary>
    private static class Exact
    {
        public static readonly Func<T, CopyContext, T> Copy = CopierFactory.Create<T>();
    }
}
