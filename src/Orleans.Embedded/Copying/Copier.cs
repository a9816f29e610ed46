using Orleans.Runtime;

namespace Orleans.Embedded.Copying;

/// <summary>Copies values of the static type <typeparamref name="T"/>; what is immutable is shared.</summary>
internal static class Copier<T>
{
    /// <summary>Whether no value of the type is ever copied.</summary>
    public static readonly bool IsShared = TypeRules.IsShared(typeof(T));

    private static readonly bool IsReference = typeof(IAddressable).IsAssignableFrom(typeof(T));
    private static readonly bool IsExact = typeof(T).IsValueType || typeof(T).IsSealed;

    public static T Copy(T value, CopyContext context)
    {
        if (IsShared || value is null)
        {
            return value;
        }

        if (value is GrainReference)
        {
            return value;
        }

        if (IsReference)
        {
            return value is IGrainBase self
                ? self.GrainContext.GrainReference.Cast<T>()
                : throw new ArgumentException($"{value.GetType()} is an observer and not a reference to one; see {nameof(IGrainFactory.CreateObjectReference)}.");
        }

        return IsExact ? Exact.Copy(value, context) : (T)RuntimeCopier.Of(value.GetType()).Copy(value, context);
    }

    /// <summary>Made when the first value is copied: not every type that is named is copied.</summary>
    private static class Exact
    {
        public static readonly Func<T, CopyContext, T> Copy = CopierFactory.Create<T>();
    }
}
