using Orleans.Runtime;

namespace Orleans.Embedded.Copying;

/// <summary>Copies values of the static type <typeparamref name="T"/>; what is immutable is shared.</summary>
internal static class Copier<T>
{
    /// <summary>Whether no value of the type is ever copied.</summary>
    public static readonly bool IsShared = TypeRules.IsShared(typeof(T));

    private static readonly bool IsReference = typeof(IAddressable).IsAssignableFrom(typeof(T));
    private static readonly bool IsExact = typeof(T).IsValueType || typeof(T).IsSealed;
    private static readonly Func<T, CopyContext, T>? CopyExact = IsShared || IsReference || !IsExact ? null : CopierFactory.Create<T>();

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

        return IsExact ? CopyExact!(value, context) : (T)RuntimeCopier.Of(value.GetType()).Copy(value, context);
    }
}
