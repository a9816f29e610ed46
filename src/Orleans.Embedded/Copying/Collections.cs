namespace Orleans.Embedded.Copying;

/// <summary>Copiers of the collections that may cross a grain call. Comparers are kept.</summary>
internal static class Collections
{
    public static T[] CopyArray<T>(T[] value, CopyContext context)
    {
        if (context.TryGetCopy(value, out var copy))
        {
            return copy;
        }

        copy = new T[value.Length];
        context.Record(value, copy);
        if (Copier<T>.IsShared && context.Destination is null)
        {
            Array.Copy(value, copy, value.Length);
            return copy;
        }

        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = Copier<T>.Copy(value[i], context);
        }

        return copy;
    }

    public static List<T> CopyList<T>(List<T> value, CopyContext context)
    {
        if (!context.TryGetCopy(value, out var copy))
        {
            context.Record(value, copy = new List<T>(value.Count));
            foreach (var item in value)
            {
                copy.Add(Copier<T>.Copy(item, context));
            }
        }

        return copy;
    }

    public static Dictionary<TKey, TValue> CopyDictionary<TKey, TValue>(Dictionary<TKey, TValue> value, CopyContext context)
        where TKey : notnull
    {
        if (!context.TryGetCopy(value, out var copy))
        {
            context.Record(value, copy = new Dictionary<TKey, TValue>(value.Count, value.Comparer));
            foreach (var (key, item) in value)
            {
                copy.Add(Copier<TKey>.Copy(key, context), Copier<TValue>.Copy(item, context));
            }
        }

        return copy;
    }

    public static HashSet<T> CopyHashSet<T>(HashSet<T> value, CopyContext context)
    {
        if (!context.TryGetCopy(value, out var copy))
        {
            context.Record(value, copy = new HashSet<T>(value.Count, value.Comparer));
            foreach (var item in value)
            {
                copy.Add(Copier<T>.Copy(item, context));
            }
        }

        return copy;
    }

    public static Queue<T> CopyQueue<T>(Queue<T> value, CopyContext context)
    {
        if (!context.TryGetCopy(value, out var copy))
        {
            context.Record(value, copy = new Queue<T>(value.Count));
            foreach (var item in value)
            {
                copy.Enqueue(Copier<T>.Copy(item, context));
            }
        }

        return copy;
    }

    public static Stack<T> CopyStack<T>(Stack<T> value, CopyContext context)
    {
        if (!context.TryGetCopy(value, out var copy))
        {
            context.Record(value, copy = new Stack<T>(value.Count));
            foreach (var item in value.Reverse())
            {
                copy.Push(Copier<T>.Copy(item, context));
            }
        }

        return copy;
    }

    public static T? CopyNullable<T>(T? value, CopyContext context)
        where T : struct => value is { } present ? Copier<T>.Copy(present, context) : null;

    public static KeyValuePair<TKey, TValue> CopyPair<TKey, TValue>(KeyValuePair<TKey, TValue> value, CopyContext context) =>
        new(Copier<TKey>.Copy(value.Key, context), Copier<TValue>.Copy(value.Value, context));
}
