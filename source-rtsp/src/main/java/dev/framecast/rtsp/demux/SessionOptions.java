package dev.framecast.rtsp.demux;

import java.time.Duration;
import java.util.Map;

/** How a session shall connect, and what it does with what comes. */
public record SessionOptions(
    boolean overUdp,
    Duration timeout,
    Duration keyFrameWait,
    boolean loop,
    Map<String, String> extra) {}
