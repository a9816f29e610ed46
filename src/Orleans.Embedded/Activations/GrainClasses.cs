using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.Embedded.Activations;

/// <summary>
/// Finds grain classes: in the assemblies that are loaded and in those that these refer to, as far as they know of grains. Nothing needs to
/// be registered.
/// </summary>
internal static class GrainClasses
{
    private static readonly ConcurrentDictionary<Type, GrainClass> Known = new();

    /// <summary>The class that implements a grain interface.</summary>
    /// <exception cref="ArgumentException">There is none, or more than one.</exception>
    public static GrainClass Implementing(Type interfaceType)
    {
        var own = typeof(GrainClasses).Assembly.GetName().Name;
        var classes = Assemblies()
            .Where(assembly => Array.Exists(assembly.GetReferencedAssemblies(), reference => reference.Name == own))
            .SelectMany(LoadableTypes)
            .Where(type => type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }
                && typeof(IGrainBase).IsAssignableFrom(type) && interfaceType.IsAssignableFrom(type))
            .ToList();
        return classes.Count switch
        {
            1 => Known.GetOrAdd(classes[0], static type => new GrainClass(type)),
            0 => throw new ArgumentException($"Could not find an implementation for interface {interfaceType}"),
            _ => throw new ArgumentException($"More than one class implements interface {interfaceType}: {string.Join(", ", classes)}"),
        };
    }

    private static HashSet<Assembly> Assemblies()
    {
        var found = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic).ToHashSet();
        var names = found.Select(assembly => assembly.FullName!).ToHashSet();
        var open = new Queue<Assembly>(found);
        while (open.TryDequeue(out var assembly))
        {
            foreach (var reference in assembly.GetReferencedAssemblies())
            {
                if (!IsOfFramework(reference.Name!) && names.Add(reference.FullName) && TryLoad(reference) is { } loaded && found.Add(loaded))
                {
                    open.Enqueue(loaded);
                }
            }
        }

        return found;
    }

    private static bool IsOfFramework(string name) =>
        name is "mscorlib" or "netstandard" || name.StartsWith("System", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal);

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception exception) when (exception is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            // A reference that is not deployed, such as one of an analyzer, holds no grains.
            return null;
        }
    }

    private static IEnumerable<Type> LoadableTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }
}
