namespace OrleansChat.Grains.Interfaces;

/// <summary>A gateway as a bucket sees it: a bucket that has nothing left asks the others for what they do not use.</summary>
[Alias("chat.ILeaseHolder")]
public interface ILeaseHolder : IGrainObserver
{
    /// <summary>Ends the gateway's lease now and tells what is left of it. The gateway does not use that any more, whether the answer arrives or not.</summary>
    /// <param name="bucket">The key of the bucket, as <see cref="BucketKey"/> writes it.</param>
    [Alias("Recall")]
    Task<LeaseEnded> RecallAsync(string bucket);
}
