package dev.framecast.netty.http2;

import dev.framecast.http.Limits;
import dev.framecast.netty.request.Patience;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;

/** What stands in a connection's pipeline when HTTP/2 is spoken, and within which limits. */
public final class Http2Pipeline {
  /** Fired in the pipeline when no new streams are taken, and the connection ends with the last. */
  public static final Object DRAIN = new Object();

  /**
   * For what clients send, which is of no interest here: HTTP's smallest. What streams may have on
   * their way is the client's to say; the 64 KiB that it gives unasked carry 6.5 MB/s over 10 ms,
   * and 1080p at 30 fps has 5; browsers give megabytes.
   */
  private static final int WINDOW_BYTES = 65_535;

  /**
   * Streams that a client may take back: a page with 64 of them can be left every two seconds; who
   * does that thousands of times a second (CVE-2023-44487) is gone at once.
   */
  private static final int MAX_RESETS = 1_000;

  /** Of ours, because of what the client sent: the same attack from the other end. */
  private static final int MAX_RESETS_CAUSED = 200;

  private static final int RESETS_SECONDS = 30;

  /** Answers to PING, SETTINGS and the like that the client does not take. */
  private static final int MAX_QUEUED_CONTROL_FRAMES = 1_000;

  private static final int MAX_EMPTY_DATA_FRAMES = 2;
  private static final int MAX_SMALL_CONTINUATIONS = 16;

  private Http2Pipeline() {}

  /**
   * Adds it.
   *
   * @param streams initializes the channel of each stream
   */
  public static void add(
      ChannelPipeline pipeline, ChannelHandler streams, Patience patience, Limits limits) {
    Http2FrameCodec codec =
        Http2FrameCodecBuilder.forServer()
            .initialSettings(
                Http2Settings.defaultSettings()
                    .maxConcurrentStreams(limits.http2Streams())
                    // The address is one of them.
                    .maxHeaderListSize(limits.requestLineBytes() + limits.headerBytes())
                    .initialWindowSize(WINDOW_BYTES))
            .decoderEnforceMaxRstFramesPerWindow(MAX_RESETS, RESETS_SECONDS)
            .encoderEnforceMaxRstFramesPerWindow(MAX_RESETS_CAUSED, RESETS_SECONDS)
            .encoderEnforceMaxQueuedControlFrames(MAX_QUEUED_CONTROL_FRAMES)
            .decoderEnforceMaxConsecutiveEmptyDataFrames(MAX_EMPTY_DATA_FRAMES)
            .decoderEnforceMaxSmallContinuationFrames(MAX_SMALL_CONTINUATIONS)
            .decoupleCloseAndGoAway(true) // which is the guard's
            .gracefulShutdownTimeoutMillis(0)
            .build();
    pipeline.addLast(codec, new Http2Guard(codec, patience), new Http2MultiplexHandler(streams));
  }
}
