using System.Linq.Expressions;
using System.Reflection;
using Orleans.Embedded.Copying;

namespace Orleans.Embedded.References;

/// <summary>A method whose arguments come as one tuple.</summary>
internal sealed class GrainMethod<TArguments, TResult> : GrainMethod
{
    private readonly Type[] _types;
    private readonly Func<TArguments, CopyContext, TArguments>? _copyArguments;
    private readonly bool _sharesResult;
    private bool _isChecked;

    public GrainMethod(MethodInfo method)
        : base(method)
    {
        var parameters = method.GetParameters();
        _types = [.. parameters.Select(parameter => parameter.ParameterType)];
        _copyArguments = CompileCopy(parameters);
        _sharesResult = Copier<TResult>.IsShared || typeof(TResult) == typeof(Nothing)
            || method.ReturnParameter.IsDefined(typeof(ImmutableAttribute));
        Invoke = CompileInvoke(method);
    }

    public Func<object, TArguments, Task> Invoke { get; }

    /// <summary>Throws where a type of the signature cannot cross a call; so a mistake shows at every call, also of an immutable type.</summary>
    /// <exception cref="Serialization.CodecNotFoundException">A type cannot.</exception>
    public void Check()
    {
        if (!_isChecked)
        {
            Array.ForEach(_types, TypeRules.Check);
            TypeRules.Check(typeof(TResult));
            _isChecked = true;
        }
    }

    public TArguments CopyArguments(TArguments arguments) => _copyArguments is null ? arguments : _copyArguments(arguments, new CopyContext());

    public TResult CopyResult(TResult result) => _sharesResult ? result : Copier<TResult>.Copy(result, new CopyContext());

    private static Func<TArguments, CopyContext, TArguments>? CompileCopy(ParameterInfo[] parameters)
    {
        if (Array.TrueForAll(parameters, IsShared))
        {
            return null;
        }

        var arguments = Expression.Parameter(typeof(TArguments));
        var context = Expression.Parameter(typeof(CopyContext));
        var copies = parameters.Select((parameter, index) => Item(arguments, index) is var item && IsShared(parameter)
            ? (Expression)item
            : Expression.Call(typeof(Copier<>).MakeGenericType(parameter.ParameterType), nameof(Copier<int>.Copy), null, item, context));
        var tuple = Expression.New(typeof(TArguments).GetConstructor(typeof(TArguments).GetGenericArguments())!, copies);
        return Expression.Lambda<Func<TArguments, CopyContext, TArguments>>(tuple, arguments, context).Compile();
    }

    private static bool IsShared(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(ImmutableAttribute)) || TypeRules.IsShared(parameter.ParameterType);

    private static Func<object, TArguments, Task> CompileInvoke(MethodInfo method)
    {
        var target = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(TArguments));
        Expression call = Expression.Call(
            Expression.Convert(target, method.DeclaringType!), method, method.GetParameters().Select((_, index) => Item(arguments, index)));
        if (method.ReturnType == typeof(void))
        {
            call = Expression.Block(call, Expression.Constant(Task.CompletedTask));
        }
        else if (method.ReturnType.IsValueType)
        {
            call = Expression.Call(call, nameof(ValueTask.AsTask), null);
        }

        return Expression.Lambda<Func<object, TArguments, Task>>(Expression.Convert(call, typeof(Task)), target, arguments).Compile();
    }

    private static MemberExpression Item(Expression tuple, int index) => Expression.Field(tuple, $"Item{index + 1}");
}
