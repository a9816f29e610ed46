namespace OrleansChat.Contracts;

/// <summary>What every hub method answers: one of the records derived from this, or a <see cref="Refusal"/>.</summary>
/// <param name="Ok">Whether the request was done.</param>
public abstract record Result(bool Ok);
