namespace Orleans.Embedded.Copying;

/// <summary>Copies values whose run-time type is exactly <typeparamref name="T"/>.</summary>
internal sealed class RuntimeCopier<T> : RuntimeCopier
{
    private readonly bool _isShared = TypeRules.IsShared(typeof(T)) || TypeRules.IsImmutable(typeof(T));
    private readonly bool _holdsReferences = TypeRules.HoldsReferences(typeof(T));
    private Func<T, CopyContext, T>? _copy;

    public override object Copy(object value, CopyContext context) =>
        (context.Destination is null ? _isShared : !_holdsReferences) ? value : (_copy ??= CopierFactory.Create<T>())((T)value, context)!;
}
