using System.Reflection;

namespace Orleans.Embedded.Copying;

/// <summary>
/// The fields that hold a type's state: those that are <see cref="IdAttribute"/> members themselves, and those behind such auto-properties
/// and behind the parameters of a record's primary constructor; of the type and of its bases.
/// </summary>
internal static class StateFields
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static List<FieldInfo> Of(Type type)
    {
        var fields = new List<FieldInfo>();
        for (var level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            if (level.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is { } marked)
            {
                AddDeclared(level, marked, fields);
            }
        }

        return fields;
    }

    private static void AddDeclared(Type type, GenerateSerializerAttribute marked, List<FieldInfo> fields)
    {
        foreach (var field in type.GetFields(Declared))
        {
            if (field.IsDefined(typeof(IdAttribute)))
            {
                fields.Add(field);
            }
        }

        var parameters = IsRecord(type) || marked.IncludePrimaryConstructorParameters ? PrimaryParameters(type) : [];
        foreach (var property in type.GetProperties(Declared))
        {
            if ((property.IsDefined(typeof(IdAttribute)) || parameters.Contains(property.Name)) && BackingField(property) is { } field)
            {
                fields.Add(field);
            }
        }
    }

    private static FieldInfo? BackingField(PropertyInfo property) => property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", Declared);

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Declared) is not null;

    private static HashSet<string> PrimaryParameters(Type type)
    {
        // A record's primary constructor is the one whose parameters all are properties of the same name and type.
        var constructor = type.GetConstructors(Declared)
            .Where(constructor => constructor.GetParameters() is { Length: > 0 } parameters
                && Array.TrueForAll(parameters, parameter => type.GetProperty(parameter.Name!, Declared)?.PropertyType == parameter.ParameterType))
            .MaxBy(constructor => constructor.GetParameters().Length);
        return constructor is null ? [] : [.. constructor.GetParameters().Select(parameter => parameter.Name!)];
    }
}
