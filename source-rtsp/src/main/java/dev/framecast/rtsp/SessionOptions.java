package dev.framecast.rtsp;

import java.time.Duration;
import java.util.Map;

/** How a session shall connect, and what it does with what comes. */
record SessionOptions(
    RtspSource.Transport transport,
    Duration timeout,
    Duration keyFrameWait,
    boolean loop,
    Map<String, String> extra) {}
