using OrleansChat.Embedded.Tests.Copying;

namespace OrleansChat.Embedded.Tests.Grains;

/// <summary>Changes what it is given and gives out what it holds, so that sharing shows.</summary>
internal interface ICopyGrain : IGrainWithStringKey
{
    Task AddAsync(List<string> words);

    Task<List<string>> HeldAsync();

    Task ScribbleAsync(Folder folder);

    Task<Folder> EchoAsync(Folder folder);

    Task<Shape> EchoShapeAsync(Shape shape);

    Task<object?> EchoAnyAsync(object? value);

    Task<bool> IsSameAsync([Immutable] List<string> words, int identity);

    Task<bool> IsSameNoteAsync(Note note, int identity);

    Task<Immutable<List<string>>> WrappedAsync();

    Task TakeAsync(Unmarked value);

    Task<Unmarked> GiveAsync();

    Task ObserveAsync(IWordObserver observer);
}
