using System.Text.Json.Serialization;

namespace OrleansChat.LoadTest.Processes.Protocol;

/// <summary>What a process that plays a share tells the one that leads: a line of JSON on its standard output.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "tell")]
[JsonDerivedType(typeof(ShareSampled), "sample")]
[JsonDerivedType(typeof(ShareOpened), "opened")]
[JsonDerivedType(typeof(ShareFinished), "finished")]
[JsonDerivedType(typeof(ShareRefused), "refused")]
[JsonDerivedType(typeof(ShareStopped), "stopped")]
internal abstract record ShareMessage;
