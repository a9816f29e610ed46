namespace Orleans.Embedded.Copying;

/// <summary>Copies values whose run-time type is exactly <typeparamref name="T"/>.</summary>
internal sealed class RuntimeCopier<T> : RuntimeCopier
{
    private readonly Func<T, CopyContext, T>? _copy =
        TypeRules.IsShared(typeof(T)) || TypeRules.IsImmutable(typeof(T)) ? null : CopierFactory.Create<T>();

    public override object Copy(object value, CopyContext context) => _copy is null ? value : _copy((T)value, context)!;
}
