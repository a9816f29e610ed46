using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Orleans.Embedded.Copying;

/// <summary>Makes the copier of one exact type: for the known collections by hand, for the others compiled from their state.</summary>
internal static class CopierFactory
{
    public static Func<T, CopyContext, T> Create<T>()
    {
        var type = typeof(T);
        if (type.IsArray)
        {
            return Known<T>(nameof(Collections.CopyArray), type.GetElementType()!);
        }

        if (type.IsGenericType)
        {
            var definition = type.GetGenericTypeDefinition();
            var name = definition == typeof(List<>) ? nameof(Collections.CopyList)
                : definition == typeof(Dictionary<,>) ? nameof(Collections.CopyDictionary)
                : definition == typeof(HashSet<>) ? nameof(Collections.CopyHashSet)
                : definition == typeof(Queue<>) ? nameof(Collections.CopyQueue)
                : definition == typeof(Stack<>) ? nameof(Collections.CopyStack)
                : definition == typeof(Nullable<>) ? nameof(Collections.CopyNullable)
                : definition == typeof(KeyValuePair<,>) ? nameof(Collections.CopyPair)
                : null;
            if (name is not null)
            {
                return Known<T>(name, type.GetGenericArguments());
            }
        }

        return Compile<T>(TypeRules.IsTuple(type)
            ? [.. type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)]
            : StateFields.Of(type));
    }

    private static Func<T, CopyContext, T> Known<T>(string name, params Type[] arguments) =>
        typeof(Collections).GetMethod(name)!.MakeGenericMethod(arguments).CreateDelegate<Func<T, CopyContext, T>>();

    /// <summary>
    /// Compiles: take the copy that was made before, else make an instance, record it, copy field by field. A compiled method may write
    /// fields that only a constructor or an init accessor may write in C#.
    /// </summary>
    private static Func<T, CopyContext, T> Compile<T>(List<FieldInfo> fields)
    {
        var type = typeof(T);
        var method = new DynamicMethod($"Copy {type}", type, [type, typeof(CopyContext)], typeof(CopierFactory).Module, skipVisibility: true);
        var code = method.GetILGenerator();
        var copy = code.DeclareLocal(type);
        if (type.IsValueType)
        {
            code.Emit(OpCodes.Ldloca, copy);
            code.Emit(OpCodes.Initobj, type);
        }
        else
        {
            EmitReuse(code, type, copy);
            EmitNew(code, type);
            code.Emit(OpCodes.Stloc, copy);
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldloc, copy);
            code.Emit(OpCodes.Call, typeof(CopyContext).GetMethod(nameof(CopyContext.Record))!);
        }

        foreach (var field in fields)
        {
            code.Emit(type.IsValueType ? OpCodes.Ldloca : OpCodes.Ldloc, copy);
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldfld, field);
            if (!TypeRules.IsShared(field.FieldType) || TypeRules.MayHoldReferences(field.FieldType))
            {
                var copier = field.IsDefined(typeof(ImmutableAttribute)) ? nameof(Copier<int>.CopyImmutable) : nameof(Copier<int>.Copy);
                code.Emit(OpCodes.Ldarg_1);
                code.Emit(OpCodes.Call, typeof(Copier<>).MakeGenericType(field.FieldType).GetMethod(copier)!);
            }

            code.Emit(OpCodes.Stfld, field);
        }

        code.Emit(OpCodes.Ldloc, copy);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<T, CopyContext, T>>();
    }

    private static void EmitReuse(ILGenerator code, Type type, LocalBuilder copy)
    {
        var fresh = code.DefineLabel();
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldloca, copy);
        code.Emit(OpCodes.Call, typeof(CopyContext).GetMethod(nameof(CopyContext.TryGetCopy))!.MakeGenericMethod(type));
        code.Emit(OpCodes.Brfalse, fresh);
        code.Emit(OpCodes.Ldloc, copy);
        code.Emit(OpCodes.Ret);
        code.MarkLabel(fresh);
    }

    private static void EmitNew(ILGenerator code, Type type)
    {
        // A parameterless constructor sets what is not state; without one the instance starts empty.
        if (type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes) is { } constructor)
        {
            code.Emit(OpCodes.Newobj, constructor);
            return;
        }

        code.Emit(OpCodes.Ldtoken, type);
        code.Emit(OpCodes.Call, typeof(Type).GetMethod(nameof(Type.GetTypeFromHandle))!);
        code.Emit(OpCodes.Call, typeof(RuntimeHelpers).GetMethod(nameof(RuntimeHelpers.GetUninitializedObject))!);
        code.Emit(OpCodes.Castclass, type);
    }
}
