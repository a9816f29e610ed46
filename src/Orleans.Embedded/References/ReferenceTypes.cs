using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using Orleans.Embedded.Copying;
using Orleans.Runtime;

namespace Orleans.Embedded.References;

/// <summary>
/// Makes, for an interface, the class that derives from <see cref="GrainReference"/> and implements each method as: put the arguments into a
/// tuple, call the runtime with it and with the method's shape, which lies in a static field.
/// </summary>
internal static class ReferenceTypes
{
    private const int MostParameters = 7;

    private static readonly Lock Gate = new();
    private static readonly AssemblyBuilder Assembly =
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Orleans.Embedded.References"), AssemblyBuilderAccess.Run);
    private static readonly ModuleBuilder Module = Assembly.DefineDynamicModule("References");
    private static readonly ConstructorInfo IgnoreAccessChecks = DefineIgnoreAccessChecks();
    private static readonly HashSet<string> OpenedAssemblies = [];

    private static readonly Type[] Tuples =
    [
        typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>), typeof(ValueTuple<,,,,>),
        typeof(ValueTuple<,,,,,>), typeof(ValueTuple<,,,,,,>),
    ];

    public static Func<GrainReference> Constructor(Type interfaceType)
    {
        if (!interfaceType.IsInterface || !typeof(IAddressable).IsAssignableFrom(interfaceType))
        {
            throw new ArgumentException($"{interfaceType} is not a grain or observer interface.");
        }

        lock (Gate)
        {
            return Expression.Lambda<Func<GrainReference>>(Expression.New(Build(interfaceType))).Compile();
        }
    }

    private static Type Build(Type interfaceType)
    {
        Open(typeof(GrainReference).Assembly);
        Open(interfaceType.Assembly);
        var type = Module.DefineType(
            $"{interfaceType.FullName} reference", TypeAttributes.Public | TypeAttributes.Sealed, typeof(GrainReference), [interfaceType]);
        type.DefineDefaultConstructor(MethodAttributes.Public);
        var shapes = new List<(string Field, GrainMethod Shape)>();
        foreach (var method in interfaceType.GetInterfaces().Prepend(interfaceType).SelectMany(each => each.GetMethods()))
        {
            if (method.IsAbstract)
            {
                shapes.Add(Implement(type, method, $"Shape{shapes.Count}"));
            }
        }

        var built = type.CreateType();
        foreach (var (field, shape) in shapes)
        {
            built.GetField(field)!.SetValue(null, shape);
        }

        return built;
    }

    private static (string Field, GrainMethod Shape) Implement(TypeBuilder type, MethodInfo method, string name)
    {
        var parameters = Array.ConvertAll(method.GetParameters(), parameter => parameter.ParameterType);
        if (parameters.Length > MostParameters || method.IsGenericMethod || parameters.Any(parameter => parameter.IsByRef))
        {
            throw new NotSupportedException($"{method.DeclaringType}.{method.Name}: a grain method has at most {MostParameters} parameters, none by reference, and is not generic.");
        }

        Array.ForEach(parameters, parameter => Open(parameter.Assembly));
        var (runtimeMethod, result) = Kind(method);
        var arguments = parameters.Length == 0 ? typeof(Nothing) : Tuples[parameters.Length - 1].MakeGenericType(parameters);
        var shapeType = typeof(GrainMethod<,>).MakeGenericType(arguments, result);
        var field = type.DefineField(name, shapeType, FieldAttributes.Public | FieldAttributes.Static);
        var implementation = type.DefineMethod(
            $"{method.DeclaringType}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot,
            method.ReturnType,
            parameters);

        var code = implementation.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldsfld, field);
        for (var i = 1; i <= parameters.Length; i++)
        {
            code.Emit(OpCodes.Ldarg, i);
        }

        if (parameters.Length == 0)
        {
            var nothing = code.DeclareLocal(arguments);
            code.Emit(OpCodes.Ldloc, nothing);
        }
        else
        {
            code.Emit(OpCodes.Newobj, arguments.GetConstructor(parameters)!);
        }

        code.Emit(OpCodes.Call, runtimeMethod.GetGenericArguments().Length == 1
            ? runtimeMethod.MakeGenericMethod(arguments)
            : runtimeMethod.MakeGenericMethod(arguments, result));
        code.Emit(OpCodes.Ret);
        type.DefineMethodOverride(implementation, method);
        return (name, (GrainMethod)Activator.CreateInstance(shapeType, method)!);
    }

    private static (MethodInfo Method, Type Result) Kind(MethodInfo method)
    {
        var type = method.ReturnType;
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        var name = definition == typeof(Task<>) ? nameof(GrainReference.Call)
            : definition == typeof(ValueTask<>) ? nameof(GrainReference.CallForValue)
            : type == typeof(Task) ? nameof(GrainReference.CallForNothing)
            : type == typeof(ValueTask) ? nameof(GrainReference.CallForNoValue)
            : type == typeof(void) ? nameof(GrainReference.Tell)
            : throw new NotSupportedException($"{method.DeclaringType}.{method.Name} returns {type}; a grain method returns a task, and an observer's may return nothing.");
        var result = type.IsGenericType ? type.GetGenericArguments()[0] : typeof(Nothing);
        Open(result.Assembly);
        return (typeof(GrainReference).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!, result);
    }

    /// <summary>Lets the made classes use what is internal to an assembly: grain interfaces often are.</summary>
    private static void Open(Assembly assembly)
    {
        if (OpenedAssemblies.Add(assembly.GetName().Name!))
        {
            Assembly.SetCustomAttribute(new CustomAttributeBuilder(IgnoreAccessChecks, [assembly.GetName().Name!]));
        }
    }

    /// <summary>Defines the attribute of this name, which the runtime knows by its name alone.</summary>
    private static ConstructorInfo DefineIgnoreAccessChecks()
    {
        var type = Module.DefineType("System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute", TypeAttributes.Public, typeof(Attribute));
        var constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(string)]);
        var code = constructor.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Call, typeof(Attribute).GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, Type.EmptyTypes)!);
        code.Emit(OpCodes.Ret);
        return type.CreateType().GetConstructor([typeof(string)])!;
    }
}
