package dev.framecast.rtsp;

import java.time.Duration;
import java.util.Map;

/** How a session shall connect. */
record SessionOptions(
    RtspSource.Transport transport, Duration timeout, Map<String, String> extra) {}
