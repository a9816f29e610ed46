namespace OrleansChat.Contracts;

/// <summary>The message that another one answers, as it was by then; later edits do not change it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">Its author.</param>
/// <param name="Text">The beginning of its text, at most 160 UTF-16 units, with an ellipsis where it was cut; empty where it was deleted since.</param>
/// <param name="Deleted">Whether it was deleted since; else absent.</param>
public sealed record QuoteInfo(string Id, UserInfo From, string Text, bool? Deleted = null);
