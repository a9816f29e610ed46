using System.Runtime.CompilerServices;
using Orleans.Serialization;
using OrleansChat.Embedded.Tests.Grains;
using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Copying;

public sealed class CopyIsolationTests
{
    [Fact]
    public async Task Argument_ChangedByTheGrain_IsNotChangedForTheCaller()
    {
        await using var lab = await Lab.StartAsync();
        List<string> words = ["one"];

        await lab.RunAsync(Grain(lab).AddAsync(words));

        Assert.Equal(["one"], words);
    }

    [Fact]
    public async Task Argument_ChangedByTheCallerAfterTheCall_ReachesTheGrainAsItWas()
    {
        await using var lab = await Lab.StartAsync();
        List<string> words = ["one"];
        var call = Grain(lab).AddAsync(words);
        words.Add("later");
        await lab.RunAsync(call);

        Assert.Equal(["held", "one", "scribble"], await lab.RunAsync(Grain(lab).HeldAsync()));
    }

    [Fact]
    public async Task Result_ChangedByTheCaller_IsNotChangedForTheGrain()
    {
        await using var lab = await Lab.StartAsync();
        (await lab.RunAsync(Grain(lab).HeldAsync())).Clear();

        Assert.Equal(["held"], await lab.RunAsync(Grain(lab).HeldAsync()));
    }

    [Fact]
    public async Task Graph_OfEveryCopiedKind_ArrivesWholeAndApart()
    {
        await using var lab = await Lab.StartAsync();
        var file = new TextFile(["line"]);
        var folder = new Folder
        {
            Name = "root",
            Files = { file },
            Tags = { "a", "b" },
            Pair = (file, 7),
            Last = new Span([1, 2], Guid.NewGuid()),
            Cache = "not state",
        };
        folder.Index["X"] = [1, 2, 3];
        folder.Spans.Enqueue(new Span([3, 4], Guid.NewGuid()));

        var echo = await lab.RunAsync(Grain(lab).EchoAsync(folder));
        await lab.RunAsync(Grain(lab).ScribbleAsync(folder));

        Assert.Equal("root", folder.Name);
        Assert.Equal("root", echo.Name);
        Assert.Equal(["line"], echo.Files[0].Lines);
        Assert.Equal("1", echo.Files[0].Checksum);
        Assert.NotSame(file, echo.Files[0]);
        Assert.Same(echo.Files[0], echo.Pair.Left);
        Assert.Equal([1, 2, 3], echo.Index["x"]);
        Assert.NotSame(folder.Index["x"], echo.Index["x"]);
        Assert.Equal(["a", "b"], echo.Tags.Order());
        Assert.Equal([3, 4], echo.Spans.Peek().Bounds);
        Assert.NotSame(folder.Spans.Peek().Bounds, echo.Spans.Peek().Bounds);
        Assert.Equal([1, 2], echo.Last!.Value.Bounds);
        Assert.Equal(folder.Last.Value.Owner, echo.Last.Value.Owner);
        Assert.Null(echo.Cache);
        Assert.Null(echo.Parent);
    }

    [Fact]
    public async Task Graph_WithACycle_ArrivesWithIt()
    {
        await using var lab = await Lab.StartAsync();
        var folder = new Folder();
        folder.Parent = folder;

        var echo = await lab.RunAsync(Grain(lab).EchoAsync(folder));

        Assert.NotSame(folder, echo);
        Assert.Same(echo, echo.Parent);
    }

    [Fact]
    public async Task Value_OfADerivedType_ArrivesAsThatTypeWithTheStateOfItsBase()
    {
        await using var lab = await Lab.StartAsync();
        var circle = new Circle { Corners = { 1 }, Radii = [2.5] };

        var echo = Assert.IsType<Circle>(await lab.RunAsync(Grain(lab).EchoShapeAsync(circle)));

        Assert.NotSame(circle.Corners, echo.Corners);
        Assert.Equal([1], echo.Corners);
        Assert.Equal([2.5], echo.Radii);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(7)]
    [InlineData("text")]
    [InlineData(new[] { 1, 2 })]
    public async Task Value_OfNoDeclaredType_ArrivesEqual(object? value)
    {
        await using var lab = await Lab.StartAsync();

        Assert.Equal(value, await lab.RunAsync(Grain(lab).EchoAnyAsync(value)));
    }

    [Fact]
    public async Task ImmutableTypeOrParameter_IsShared()
    {
        await using var lab = await Lab.StartAsync();
        List<string> words = ["one"];
        var note = new Note(["one"]);

        Assert.True(await lab.RunAsync(Grain(lab).IsSameAsync(words, RuntimeHelpers.GetHashCode(words))));
        Assert.True(await lab.RunAsync(Grain(lab).IsSameNoteAsync(note, RuntimeHelpers.GetHashCode(note))));
        Assert.Same(note, await lab.RunAsync(Grain(lab).EchoAnyAsync(note)));
        var one = await lab.RunAsync(Grain(lab).WrappedAsync());
        var two = await lab.RunAsync(Grain(lab).WrappedAsync());
        Assert.Same(one.Value, two.Value);
    }

    [Fact]
    public async Task Call_WithATypeThatIsNotMarked_FailsAndNamesIt()
    {
        await using var lab = await Lab.StartAsync();
        Task[] calls =
        [
            Grain(lab).TakeAsync(new Unmarked()),
            Grain(lab).GiveAsync(),
            Grain(lab).EchoAnyAsync(new Unmarked()),
            Grain(lab).EchoAnyAsync(new List<Unmarked>()),
            Grain(lab).EchoAnyAsync(new Envelope(new Unmarked())),
        ];
        foreach (var call in calls)
        {
            var failure = await lab.FailsAsync<CodecNotFoundException>(call);
            Assert.Contains(nameof(Unmarked), failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Call_WithAnObserverInsteadOfAReferenceToIt_Fails()
    {
        await using var lab = await Lab.StartAsync();

        await lab.FailsAsync<ArgumentException>(Grain(lab).ObserveAsync(new WordObserver(lab.Journal)));
    }

    [Fact]
    public async Task Call_WithAReference_PassesIt()
    {
        await using var lab = await Lab.StartAsync();
        lab.Journal.Open("observed");
        var observer = new WordObserver(lab.Journal);
        var reference = lab.Client.CreateObjectReference<IWordObserver>(observer);

        await lab.RunAsync(Grain(lab).ObserveAsync(reference));

        Assert.Equal(["+observed", "-observed"], lab.Journal.Entries);
        GC.KeepAlive(observer);
    }

    private static ICopyGrain Grain(Lab lab) => lab.Client.GetGrain<ICopyGrain>("a");
}
