namespace Orleans.Embedded.Copying;

/// <summary>The arguments of a method without any, and the result of one that returns none.</summary>
internal readonly struct Nothing
{
}
