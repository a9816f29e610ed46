using System.Text.Json.Serialization;

namespace OrleansChat.LoadTest.Processes.Protocol;

/// <summary>What the leading process tells one that plays a share: a line of JSON on its standard input. The end of that input means that the lead is gone.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "tell")]
[JsonDerivedType(typeof(PlayShare), "play")]
[JsonDerivedType(typeof(StartAt), "start")]
[JsonDerivedType(typeof(StopSending), "stop")]
internal abstract record LeadMessage;
