using System.Runtime.CompilerServices;
using OrleansChat.Embedded.Tests.Copying;

namespace OrleansChat.Embedded.Tests.Grains;

internal sealed class CopyGrain : Grain, ICopyGrain
{
    private readonly List<string> _held = ["held"];

    public Task AddAsync(List<string> words)
    {
        words.Add("scribble");
        _held.AddRange(words);
        return Task.CompletedTask;
    }

    public Task<List<string>> HeldAsync() => Task.FromResult(_held);

    public Task ScribbleAsync(Folder folder)
    {
        folder.Name = "scribble";
        folder.Files[0].Lines[0] = "scribble";
        folder.Index["scribble"] = [];
        return Task.CompletedTask;
    }

    public Task<Folder> EchoAsync(Folder folder) => Task.FromResult(folder);

    public Task<Shape> EchoShapeAsync(Shape shape) => Task.FromResult(shape);

    public Task<object?> EchoAnyAsync(object? value) => Task.FromResult(value);

    public Task<bool> IsSameAsync(List<string> words, int identity) => Task.FromResult(RuntimeHelpers.GetHashCode(words) == identity);

    public Task<bool> IsSameNoteAsync(Note note, int identity) => Task.FromResult(RuntimeHelpers.GetHashCode(note) == identity);

    public Task<Immutable<List<string>>> WrappedAsync() => Task.FromResult(new Immutable<List<string>>(_held));

    public Task TakeAsync(Unmarked value) => Task.CompletedTask;

    public Task<Unmarked> GiveAsync() => Task.FromResult(new Unmarked());

    public Task ObserveAsync(IWordObserver observer) => observer.HearAsync("observed");
}
